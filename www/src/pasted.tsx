// The picture of the paste.
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { useActions } from "./context.ts";
import { language, plural, t } from "./language.ts";
import { Unseen } from "./message.tsx";
import { MakeSafe } from "./safe-copy.tsx";
import { SHOWN, lined, pieces, type Piece } from "./pieces.ts";
import type { Report } from "../index.d.ts";

export function Pasted({ report }: { report: Report }) {
  const { state: { read, revealed, marked }, dispatch } = useActions();
  const picture = useRef<HTMLPreElement>(null);
  // The lines are made again only when they change, and not at each tick of the clock.
  const lines = useMemo(() => {
    const rows = lined(pieces(report, read, revealed, marked));
    return rows.map((row, index) => (
      <span class="line" data-line={index + 1} key={index}>{row.map((piece, at) => <Shown key={at} piece={piece} />)}{index < rows.length - 1 && "\n"}</span>
    ));
  }, [report.found, read, revealed, marked, language()]);
  useLayoutEffect(() => {
    const mark = marked.length > 0 ? picture.current?.querySelector<HTMLElement>("[data-marked]") : null;
    if (mark && picture.current) picture.current.scrollTop += mark.getBoundingClientRect().top - picture.current.getBoundingClientRect().top - 40;
  }, [marked]);
  return (
    <div class="picture">
      <div class="bar">
        <h2>{t("Your input")}</h2>
        <span class="space" />
        <MakeSafe of="case" />
        {report.found.hidden.length > 0 && (
          <button type="button" class="quiet" data-action="reveal" aria-pressed={revealed} onClick={() => dispatch({ type: "reveal" })}>{revealed ? t("Mask secrets") : t("Reveal secrets")}</button>
        )}
      </div>
      <pre class="pasted" ref={picture} translate={false} tabIndex={0} role="region" aria-label={t("What you pasted")}>
        {lines}
        {read.length > SHOWN && <span class="soft">{`\n${plural(read.length - SHOWN, "… and {0} more character", "… and {0} more characters")}`}</span>}
      </pre>
    </div>
  );
}

function Shown({ piece: { kind, shown, marked } }: { piece: Piece }) {
  const mark = marked ? "" : undefined;
  if (kind === "token") return <span class="token" data-marked={mark}><TokenParts token={shown} /></span>;
  if (kind === "hidden") return <span class="masked" data-marked={mark}>{shown}</span>;
  return <span data-marked={mark}><Legible text={shown} /></span>;
}

/** A token with its segments in three colors. */
export function TokenParts({ token }: { token: string }) {
  return <>{token.split(".").map((part, index) => <>{index > 0 && "."}<span class={`part${index}`}><Legible text={part} /></span></>)}</>;
}

/** A text with its invisible characters made visible, except tabs. */
function Legible({ text }: { text: string }) {
  return <>{text.split("\t").map((piece, index) => <>{index > 0 && "\t"}<Unseen text={piece} /></>)}</>;
}
