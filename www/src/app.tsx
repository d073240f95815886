// The page: input on the left, the answer on the right.
import { hasOnlyServer } from "./case.ts";
import { Answers, Comparison } from "./answers.tsx";
import { Checks, Others } from "./checks.tsx";
import { Page, useActions, type Actions } from "./context.ts";
import { Decoded } from "./decoded.tsx";
import { Dialogs } from "./dialogs.tsx";
import { Empty } from "./empty.tsx";
import { FileAnswer, FileBar } from "./file.tsx";
import type { Report } from "../index.d.ts";
import { framed } from "../host.js";
import { Input } from "./input.tsx";
import { language, t } from "./language.ts";
import { CHOICES, singleFile } from "./translation.ts";
import { isSite } from "./load.ts";
import { MintPlace } from "./mint-panel.tsx";
import { rich } from "./rich.tsx";
import { showsFile, type Theme } from "./state.ts";
import { ValidityBar } from "./validity.tsx";
import { Failed, Verdict } from "./verdict.tsx";
import { bytes } from "./words.ts";
import { useLayoutEffect, useRef } from "preact/hooks";

/** Fewer characters than these are not judged while they are typed, unless they are known. */
const FEW = 8;
/** The theme after each, its sign and its name. */
const THEMES: Record<Theme, [Theme, string, () => string]> = {
  system: ["light", "◐", () => t("Theme: of the system")], light: ["dark", "○", () => t("Theme: light")], dark: ["system", "●", () => t("Theme: dark")],
};

export function App(actions: Actions) {
  const { state } = actions;
  return (
    <Page.Provider value={actions}>
      <Header />
      <p id="announcement" class="unseen" role="status" aria-live="polite">{state.said || null}</p>
      <main data-state={hasOnlyServer(state.case) && !state.file ? "empty" : "answered"} data-view={showsFile(state) ? "file" : undefined}>
        <Input />
        <Answer />
      </main>
      <Footer />
      <Toast />
      <Dialogs />
    </Page.Provider>
  );
}

function Header() {
  const { state: { theme }, dispatch } = useActions();
  const [next, sign, name] = THEMES[theme];
  return (
    <header>
      <p class="brand"><a href="#" data-action="restart" aria-label={t("why401, start over")} onClick={(event) => {
        event.preventDefault();
        dispatch({ type: "clear" });
      }}>why<b>401</b></a></p>
      <p class="promise">{t("Private: this page works offline")}</p>
      {!framed && <button type="button" class="quiet icon" data-action="theme" aria-label={name()} title={name()} onClick={() => dispatch({ type: "theme", theme: next })}>{sign}</button>}
      <button type="button" class="quiet icon" aria-label={t("Keys")} title={t("Keys")} data-action="keys" onClick={() => dispatch({ type: "dialog", dialog: "keys" })}>?</button>
    </header>
  );
}

function Answer() {
  const { state, cancel } = useActions();
  const { report, progress, file } = state;
  if (file && showsFile(state)) return <div id="answer" class="answer" aria-busy={!file.summary && file.fault === null}><FileAnswer file={file} /></div>;
  const isShort = state.case.pastes.length === 0 && state.case.draft.trim().length < FEW && (!report || report.findings.length === 0);
  if (hasOnlyServer(state.case) || (isShort && state.case.secret === "")) return <div id="answer" class="answer">{file && <FileBar file={file} />}<Empty /></div>;
  return (
    <div id="answer" class="answer" aria-busy={state.busy}>
      {file && <FileBar file={file} />}
      {progress.kind === "failed" ? <Failed crashed={progress.crashed} message={progress.message} />
        : report ? <Answered report={report} />
          : <div class="reading" data-reading><p>{reading(state)}</p><progress aria-label={t("Reading")} />{progress.kind === "reading" && progress.length > LONG && <button type="button" class="plain" onClick={cancel}>{t("Cancel")}</button>}</div>}
    </div>
  );
}

/** A text from this length on takes a while. */
const LONG = 100_000;

function reading({ progress }: { progress: { kind: string; length?: number } }): string {
  const length = progress.length ?? 0;
  return length >= LONG ? t("Reading {0}…", bytes(length)) : t("Reading your paste…");
}

function Answered({ report }: { report: Report }) {
  const { state: { whatIf } } = useActions();
  const above = useRef<HTMLDivElement>(null);
  const height = useRef(0);
  const isTried = whatIf !== null;
  // While the reader moves the marker, it stays under the pointer: what is above it does not shrink, and where it grows the page scrolls.
  useLayoutEffect(() => {
    const { current } = above;
    if (!current) return;
    if (!isTried) {
      current.style.minHeight = "";
      height.current = 0;
      return;
    }
    const { offsetHeight } = current;
    if (height.current > 0 && offsetHeight > height.current) scrollBy(0, offsetHeight - height.current);
    current.style.minHeight = `${offsetHeight}px`;
    height.current = offsetHeight;
  });
  return (
    <>
      <div class="above" ref={above}>
        <Verdict report={report} />
        <MintPlace report={report} />
        <Comparison report={report} />
        <Checks report={report} />
      </div>
      <ValidityBar report={report} />
      <Others report={report} />
      <Decoded report={report} />
      <Answers report={report} />
      <MintPlace report={report} isLast />
    </>
  );
}

function Footer() {
  const { state: { onPage }, speak } = useActions();
  const file = singleFile(language());
  return (
    <footer>
      <p>
        {isSite ? rich(
          "Works offline once it was opened; {0} is all of it in one file. Read the {1}, or the {2} of the software inside.",
          <a href={file} download>{file}</a>, <a href="docs/index.html" target="_blank" rel="noopener">{t("documentation")}</a>, <a href="licenses.txt">{t("licenses")}</a>,
        ) : t("Works offline: save this one file.")} {t("It predicts LiveKit’s own answers, release by release, and stores nothing. It has no link to share a paste, because a URL is not private.")}
      </p>
      {CHOICES.length > 0 && (
        <nav class="languages" aria-label={t("Language")}>
          {CHOICES.map(({ tag, name }) => <button key={tag} type="button" class="quiet" lang={tag} data-language={tag} aria-current={tag === language() ? "true" : undefined} onClick={() => speak(tag)}>{name}</button>)}
        </nav>
      )}
      {onPage && <p>{t("This browser does not let a worker do some of the work. It runs on the page instead, and a long paste may make the page wait.")}</p>}
    </footer>
  );
}

/** What was just done, or is being done, over the page, so that nothing moves. */
function Toast() {
  const { state: { notice, progress, report }, dispatch, cancel } = useActions();
  const isReading = progress.kind === "reading" && progress.length > LONG && report !== null;
  return (
    <div class="toast" role="status">
      {isReading && <p><progress aria-label={t("Reading")} /><span>{reading({ progress })}</span><button type="button" onClick={cancel}>{t("Cancel")}</button></p>}
      {notice && <p><span>{notice.text}</span>{notice.undo && <button type="button" onClick={() => dispatch({ type: "undo" })}>{t("Undo")}</button>}<button type="button" class="icon" aria-label={t("Close")} onClick={() => dispatch({ type: "notice", notice: null })}>×</button></p>}
    </div>
  );
}
