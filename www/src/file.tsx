// The answer for a large file: one sentence, groups, and a table whose rows open the full report of their token.
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { framed } from "../host.js";
import type { Group, Row } from "../index.d.ts";
import { useActions } from "./context.ts";
import type { Summary } from "./file-jobs.ts";
import { ROWS, type FileState } from "./file-state.ts";
import { Unseen } from "./message.tsx";
import { MakeSafe } from "./safe-copy.tsx";
import { save } from "./save.ts";
import type { Column, Form, LabeledRow } from "./table.ts";
import { bytes, clock, count, duration, isoTime } from "./words.ts";

/** The number of groups that are shown at first. */
const GROUPS = 6;
/** In bytes: the largest file that has a safe copy, which is made in memory. */
const COPIED = 20_000_000;

/** The file in place of a report. */
export function FileAnswer({ file }: { file: FileState }) {
  const { name, size, summary, fault, opened } = file;
  useLayoutEffect(() => { if (opened !== null) document.querySelector<HTMLElement>(`[data-row="${opened}"]`)?.focus(); }, []);
  if (!summary && fault === null) return <Reading file={file} />;
  return (
    <>
      <section class={`verdict of-file ${summary ? toneOf(summary) : "warning"}`} aria-labelledby="verdict">
        <div class="bar">
          <p class="pill" title={name}>{name}</p>
          <p class="likely">{bytes(size)}</p>
          <span class="space" />
          {summary && size <= COPIED && <MakeSafe of="file" />}
          <CloseFile />
        </div>
        <h1 id="verdict">{summary ? summary.message : "This file cannot be read."}</h1>
        {fault !== null && <p class="fix">{fault} Choose the file again.</p>}
        {summary && summary.notes.length > 0 && <ul class="notes">{summary.notes.map((note) => <li key={note}>{note[0]?.toUpperCase()}{note.slice(1)}.</li>)}</ul>}
        {summary && size > COPIED && <p class="asof">A copy that is safe to share can be made of files up to {bytes(COPIED)}; of a larger one in a terminal: <code>npx why401 --sanitize</code></p>}
      </section>
      {summary && summary.uses > 0 && <Groups file={file} groups={summary.groups} />}
      {summary && summary.uses > 0 && <Rows file={file} summary={summary} />}
    </>
  );
}

/** Over the report of a row: the way back to the table. */
export function FileBar({ file: { name, summary, opened } }: { file: FileState }) {
  const { dispatch } = useActions();
  const back = useRef<HTMLButtonElement>(null);
  // The button of the row is gone.
  useLayoutEffect(() => { if (opened !== null) back.current?.focus(); }, [opened]);
  return (
    <div class="file-bar">
      <button ref={back} type="button" class="plain" data-action="back-to-file" onClick={() => dispatch({ type: "view", view: "file" })}>← Back to the file</button>
      <span class="soft">{name}{summary && `, ${count(summary.uses, "token")}`}</span>
    </div>
  );
}

function CloseFile() {
  const { dispatch } = useActions();
  return <button type="button" class="quiet icon" data-action="close-file" aria-label="Close the file" title="Close the file" onClick={() => dispatch({ type: "file", action: { act: "close" } })}>×</button>;
}

function Reading({ file: { name, size, progress } }: { file: FileState }) {
  const { dispatch } = useActions();
  // How long a packed file is, nobody knows before its end.
  const isPacked = /\.gz$/i.test(name) || progress.bytes > size;
  return (
    <section class="verdict of-file reading-file" aria-labelledby="verdict">
      <div class="bar"><p class="pill" title={name}>{name}</p></div>
      <h1 id="verdict">Reading the file…</h1>
      <progress aria-label="Reading the file" {...(isPacked ? {} : { value: progress.bytes, max: size })} />
      <div class="bar">
        <p class="soft" role="status">{bytes(progress.bytes)}{isPacked ? " unpacked" : ` of ${bytes(size)}`}, {count(progress.tokens, "token")}</p>
        <span class="space" />
        <button type="button" class="plain" data-action="cancel-file" onClick={() => dispatch({ type: "file", action: { act: "close" } })}>Cancel</button>
      </div>
    </section>
  );
}

function toneOf({ groups, uses }: Summary): string {
  const has = (outcome: Group["outcome"]) => groups.some((group) => group.outcome === outcome);
  return uses === 0 ? "almost" : has("refuses") ? "bad" : has("accepts") && !has("depends") && !has("unknown") ? "good" : "almost";
}

const SIGNS: Record<Row["outcome"], [string, string]> = { accepts: ["✓", "good"], refuses: ["✗", "bad"], depends: ["?", "neutral"], unknown: ["–", "neutral"] };

function Groups({ file: { query }, groups }: { file: FileState; groups: readonly Group[] }) {
  const { state: { now }, dispatch } = useActions();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? groups : groups.slice(0, GROUPS);
  return (
    <section class="groups" aria-label="Groups">
      <ul>
        {shown.map(({ outcome, label, key, minter, count: uses, first, last }, index) => {
          const [sign, tone] = SIGNS[outcome];
          return (
            <li key={index} class={tone}>
              <button type="button" data-group={index} aria-pressed={query.group === index} onClick={() => dispatch({ type: "file", action: { act: "query", query: { group: query.group === index ? null : index } } })}>
                <i aria-hidden="true">{sign}</i>
                <b>{uses.toLocaleString("en")}</b>
                <span>{label}<small>{[key, minter, first !== null && last !== null && span(first, last, now)].filter(Boolean).join(" · ")}</small></span>
              </button>
            </li>
          );
        })}
      </ul>
      {groups.length > GROUPS && <button type="button" class="quiet" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>{isWhole ? "Show fewer groups" : `Show all ${groups.length} groups`}</button>}
    </section>
  );
}

function span(first: number, last: number, now: number): string {
  const [from, to] = [clock(first, now), clock(last, now)];
  const day = /^.*, /.exec(from)?.[0] ?? "";
  return `${from === to ? from : `${from} to ${to.startsWith(day) ? to.slice(day.length) : to}`} UTC`;
}

const COLUMNS: readonly [Column, string][] = [["line", "Line"], ["at", "Time (UTC)"], ["label", "Result"], ["identity", "Identity"], ["room", "Room"], ["key", "API key"]];

function Rows({ file: { name, query, shown }, summary }: { file: FileState; summary: Summary }) {
  const { dispatch, saveRows, openRow } = useActions();
  // They are made again only when they change, and not at each tick of the clock.
  const body = useMemo(() => shown?.rows.map((row) => <TokenRow key={row.index} row={row} open={openRow} />), [shown]);
  const set = (change: Partial<FileState["query"]>) => dispatch({ type: "file", action: { act: "query", query: change } });
  const keep = async (form: Form, type: string) => save(await saveRows(form), `${name}.${form}`, type);
  return (
    <section class="rows" aria-label="Tokens">
      <div class="bar">
        <input type="search" data-action="filter" aria-label="Filter the tokens" placeholder="Filter: identity, room, key, time…" value={query.text} autocomplete="off" spellcheck={false} onInput={({ currentTarget }) => set({ text: currentTarget.value })} />
        <p class="soft" role="status">{shown && `${count(shown.matching, "row")}${query.group === null ? "" : " of this group"}`}</p>
        {query.group !== null && <button type="button" class="quiet" data-action="all-groups" onClick={() => set({ group: null })}>All groups</button>}
        <span class="space" />
        {!framed && <button type="button" class="quiet" data-action="save-csv" onClick={() => void keep("csv", "text/csv")}>Save CSV</button>}
        {!framed && <button type="button" class="quiet" data-action="save-ndjson" onClick={() => void keep("ndjson", "application/x-ndjson")}>Save NDJSON</button>}
      </div>
      <table>
        <thead><tr>{COLUMNS.map(([column, title]) => {
          const isSorted = query.column === column;
          return (
            <th key={column} scope="col" data-column={column} aria-sort={isSorted ? query.down ? "descending" : "ascending" : undefined}>
              <button type="button" onClick={() => set({ column, down: isSorted && !query.down })}>{title}<i aria-hidden="true">{isSorted ? query.down ? "↓" : "↑" : ""}</i></button>
            </th>
          );
        })}</tr></thead>
        <tbody>{body}</tbody>
      </table>
      {shown && shown.matching > shown.rows.length && (
        <p class="more"><button type="button" class="plain" data-action="more-rows" onClick={() => set({ count: query.count + ROWS })}>Show {Math.min(ROWS, shown.matching - shown.rows.length)} more</button></p>
      )}
      {summary.more_rows > 0 && <p class="soft more">{count(summary.more_rows, "later token")} of the file are counted above, and have no rows.</p>}
    </section>
  );
}

function TokenRow({ row: { index, line, at, outcome, label, expired_for: late, status, identity, room, key }, open }: { row: LabeledRow; open: (index: number) => void }) {
  const [sign, tone] = SIGNS[outcome];
  return (
    <tr class={tone} onClick={() => open(index)}>
      <td><button type="button" class="link" data-row={index} aria-label={`Line ${line}: open its report`} onClick={(event) => { event.stopPropagation(); open(index); }}>{line.toLocaleString("en")}</button></td>
      <td>{at !== null && isoTime(at)?.replace("T", " ")}</td>
      <td><span><i aria-hidden="true">{sign}</i> {label}{late !== null && <small> {duration(late)} late</small>}{status !== null && <small> {status}</small>}</span></td>
      <Value name="Identity" text={identity} /><Value name="Room" text={room} /><Value name="API key" text={key} />
    </tr>
  );
}

/** The most characters of a value that are shown. */
const CHARACTERS = 100;

function Value({ name, text }: { name: string; text: string | null }) {
  return <td data-head={name} title={text ?? undefined}>{text !== null && <Unseen text={text.slice(0, CHARACTERS)} />}</td>;
}
