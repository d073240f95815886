// The verdict: a pill, one headline, one fix, and what may be the cause.
import { useState } from "preact/hooks";
import { About } from "./about.tsx";
import { useActions } from "./context.ts";
import { Copy } from "./copy.tsx";
import type { Report } from "../index.d.ts";
import { framed } from "../host.js";
import { t } from "./language.ts";
import { withoutCode } from "./lines.ts";
import { markdown } from "./markdown.ts";
import { CodeBlock, Prose, Sentence, Time } from "./message.tsx";
import { rich } from "./rich.tsx";
import { duration } from "./words.ts";

/** The number of candidates that are shown. */
const CANDIDATES = 3;

export function Verdict({ report }: { report: Report }) {
  const { state: { now, whatIf }, dispatch } = useActions();
  const { verdict, candidates, next, findings: [first] } = report;
  return (
    <section class={`verdict ${verdict.tone}`} data-outcome={verdict.outcome} data-whatif={whatIf ? "" : undefined} aria-labelledby="verdict">
      <div class="bar">
        <p class="pill">{verdict.pill}</p>
        {!verdict.certain && <p class="likely">{t("likely")}</p>}
        {whatIf && <p class="likely">{t("what if")}</p>}
        <span class="space" />
        {first?.said && <About code={first.code} />}
        {framed && <Share />}
        <Copy what="report" action="report" label={t("Copy report")} text={() => markdown(report, now)} />
      </div>
      <h1 id="verdict"><Sentence parts={verdict.message} now={now} /></h1>
      <div class="fix">
        <Prose parts={verdict.snippets.length > 0 ? withoutCode(verdict.fix) : verdict.fix} now={now} name="fix" />
        {verdict.snippets.length > 0 && <Snippets snippets={verdict.snippets} />}
      </div>
      {next && !report.next_said && <div class="next"><h2>{t("Paste this next")}</h2><Prose parts={next} now={now} name="next" /></div>}
      {candidates.length > 0 && (
        <div class="candidates">
          <h2>{t("Most often it is one of these")}</h2>
          <ol>{candidates.slice(0, CANDIDATES).map(({ message, check }, index) => <li key={index}><b><Sentence parts={message} now={now} /></b><Prose parts={check} now={now} name={`check-${index}`} /></li>)}</ol>
        </div>
      )}
      <AsOf report={report} reset={() => dispatch({ type: "whatIf", at: null })} />
    </section>
  );
}


/** The fix as code, for one SDK at a time. */
function Snippets({ snippets }: { snippets: Report["verdict"]["snippets"] }) {
  const { state: { sdk }, dispatch } = useActions();
  const shown = snippets.find((snippet) => snippet.sdk === sdk) ?? snippets[0];
  return (
    <div class="snippets">
      {snippets.length > 1 && (
        <div class="tabs" role="group" aria-label="SDK">
          {snippets.map((snippet) => <button key={snippet.sdk} type="button" aria-pressed={snippet === shown} onClick={() => dispatch({ type: "sdk", sdk: snippet.sdk })}>{snippet.sdk}</button>)}
        </div>
      )}
      {shown && <CodeBlock code={shown.code} name={`snippet-${shown.sdk}`} />}
    </div>
  );
}

function Share() {
  const { dispatch, tell } = useActions();
  const [isShared, setShared] = useState(false);
  return (
    <button type="button" class="copy" data-action="share" data-copied={isShared || undefined} onClick={async () => {
      if (await tell()) setShared(true);
      else dispatch({ type: "notice", notice: { text: t("Not told: this site wrote a part of the text."), undo: false } });
    }}><span>{t("Tell this site the verdict")}</span><span>{t("Shared")}</span></button>
  );
}

/** For which moment the verdict holds. */
function AsOf({ report: { asked_at: { earliest, latest, assumed }, changes_at, tokens }, reset }: { report: Report; reset: () => void }) {
  const { state: { now, moved, whatIf } } = useActions();
  const wasSet = Math.abs(moved) > 2;
  const far = duration(Math.abs(moved));
  if (tokens.length === 0 && assumed && !wasSet) return null;
  return (
    <p class="asof">
      {whatIf ? <>{rich("If the server is asked at {0}", <Time at={earliest} now={now} />)} · <button type="button" class="link" data-action="unask" onClick={reset}>{t("Reset")}</button></>
        : assumed ? rich("Judged as of now, {0}", <Time at={now} now={now} />)
          : latest - earliest < 2 ? rich("Judged as of {0}, from your paste", <Time at={earliest} now={now} />)
            : rich("Judged as of a time between {0} and {1}, from your paste", <Time at={earliest} now={now} />, <Time at={latest} now={now} />)}
      {changes_at !== null && <> · {rich("changes at {0}", <Time at={changes_at} now={now} />)}</>}
      {wasSet && ` · ${moved < 0 ? t("this computer’s clock was set {0} back meanwhile", far) : t("this computer’s clock was set {0} ahead, or it slept meanwhile", far)}`}
    </p>
  );
}

/** Why there is no answer: the core crashed, or could not be loaded. */
export function Failed({ crashed, message }: { crashed: boolean; message: string }) {
  return (
    <section class="verdict warning" data-outcome="depends" aria-labelledby="verdict">
      <div class="bar"><p class="pill">{crashed ? t("Bug in why401") : t("Not started")}</p></div>
      <h1 id="verdict">{crashed ? t("This is a bug in why401, not in your token.") : t("why401 could not start.")}</h1>
      <div class="fix">
        <p>{message}</p>
        {crashed && <p>{t("Your paste is kept. Change it, and a new copy of the core reads it. Please report this bug with the shortest paste that shows it, and with a made-up secret.")}</p>}
      </div>
    </section>
  );
}

export function releases({ since, until }: { since: string; until: string | null }): string {
  return until === null ? t("{0} and newer", since) : since === until ? since : `${since} – ${until}`;
}
