// The answer for a large file: one sentence, groups, and a table whose rows open the full report of their token.
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { framed } from "../host.js";
import type { Group, Row } from "../index.d.ts";
import { useActions } from "./context.ts";
import type { Summary } from "./file-jobs.ts";
import { ROWS, notesOf, type FileState } from "./file-state.ts";
import { FileStrip } from "./file-strip.tsx";
import { WhatIf } from "./file-what-if.tsx";
import { number, plural, t } from "./language.ts";
import { Unseen } from "./message.tsx";
import { rich } from "./rich.tsx";
import { MakeSafe } from "./safe-copy.tsx";
import { save } from "./save.ts";
import type { Column, Form, LabeledRow } from "./table.ts";
import { bytes, duration, isoTime, span } from "./words.ts";

/** The number of groups that are shown at first. */
const GROUPS = 6;
/** In bytes: the largest file that has a safe copy, which is made in memory. */
const COPIED = 100_000_000;

/** The file in place of a report. */
export function FileAnswer({ file }: { file: FileState }) {
  const { name, size, summary, fault, opened } = file;
  useLayoutEffect(() => { if (opened !== null) document.querySelector<HTMLElement>(`[data-row="${opened}"]`)?.focus(); }, []);
  if (!summary && fault === null) return <Reading file={file} />;
  const notes = summary ? notesOf(summary) : [];
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
        <h1 id="verdict">{summary ? summary.message : t("This file cannot be read.")}</h1>
        {fault !== null && <p class="fix">{fault} {t("Choose the file again.")}</p>}
        {notes.length > 0 && <ul class="notes">{notes.map((note) => <li key={note}>{note}</li>)}</ul>}
        {summary && size > COPIED && <p class="asof">{rich("The page makes a safe copy of files up to {0}, because it needs the whole file in memory. For a larger one, run `npx why401 --sanitize` in a terminal.", bytes(COPIED))}</p>}
      </section>
      {summary?.strip && <FileStrip file={file} strip={summary.strip} />}
      {summary && summary.uses > 0 && <Groups file={file} groups={summary.groups} />}
      {summary?.groups.some(({ cause }) => cause === "expired" || cause === "clock_skew_nbf") && <WhatIf file={file} />}
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
      <button ref={back} type="button" class="plain" data-action="back-to-file" onClick={() => dispatch({ type: "view", view: "file" })}>{t("← Back to the file")}</button>
      <span class="soft">{summary ? plural(summary.tokens, "{1}, {0} token", "{1}, {0} tokens", name) : name}</span>
    </div>
  );
}

function CloseFile() {
  const { dispatch } = useActions();
  return <button type="button" class="quiet icon" data-action="close-file" aria-label={t("Close the file")} title={t("Close the file")} onClick={() => dispatch({ type: "file", action: { act: "close" } })}>×</button>;
}

function Reading({ file: { name, size, progress } }: { file: FileState }) {
  const { dispatch } = useActions();
  // How long a packed file is, nobody knows before its end.
  const isPacked = /\.gz$/i.test(name) || progress.bytes > size;
  return (
    <section class="verdict of-file reading-file" aria-labelledby="verdict">
      <div class="bar"><p class="pill" title={name}>{name}</p></div>
      <h1 id="verdict">{t("Reading the file…")}</h1>
      <progress aria-label={t("Reading the file")} {...(isPacked ? {} : { value: progress.bytes, max: size })} />
      <div class="bar">
        <p class="soft" role="status">{isPacked ? plural(progress.tokens, "{1} unpacked, {0} use of a token", "{1} unpacked, {0} uses of tokens", bytes(progress.bytes)) : plural(progress.tokens, "{1} of {2}, {0} use of a token", "{1} of {2}, {0} uses of tokens", bytes(progress.bytes), bytes(size))}</p>
        <span class="space" />
        <button type="button" class="plain" data-action="cancel-file" onClick={() => dispatch({ type: "file", action: { act: "close" } })}>{t("Cancel")}</button>
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
    <section class="groups" aria-label={t("Groups")}>
      <ul>
        {shown.map(({ outcome, label, key, minter, count: uses, first, last }, index) => {
          const [sign, tone] = SIGNS[outcome];
          return (
            <li key={index} class={tone}>
              <button type="button" data-group={index} aria-pressed={query.group === index} onClick={() => dispatch({ type: "file", action: { act: "query", query: { group: query.group === index ? null : index } } })}>
                <i aria-hidden="true">{sign}</i>
                <b>{number(uses)}</b>
                <span>{label}<small>{[key, minter, first !== null && last !== null && span(first, last, now)].filter(Boolean).join(" · ")}</small></span>
              </button>
            </li>
          );
        })}
      </ul>
      {groups.length > GROUPS && <button type="button" class="quiet" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>{isWhole ? t("Show fewer groups") : t("Show all {0} groups", groups.length)}</button>}
    </section>
  );
}

const FORMS: readonly [Form | "md", string, string][] = [["csv", "CSV", "text/csv"], ["ndjson", "NDJSON", "application/x-ndjson"], ["md", "Markdown", "text/markdown"]];

const COLUMNS: readonly [Column, () => string][] = [["line", () => t("Line")], ["at", () => t("Time (UTC)")], ["label", () => t("Result")], ["identity", () => t("Identity")], ["room", () => t("Room")], ["key", () => t("API key")]];

function Rows({ file: { name, query, shown }, summary }: { file: FileState; summary: Summary }) {
  const { dispatch, saveRows, openRow } = useActions();
  // They are made again only when they change, and not at each tick of the clock.
  const body = useMemo(() => shown?.rows.map((row) => <TokenRow key={row.index} row={row} open={openRow} />), [shown]);
  const set = (change: Partial<FileState["query"]>) => dispatch({ type: "file", action: { act: "query", query: change } });
  const { matching = 0 } = shown ?? {};
  const status = query.group === null
    ? query.slot === null ? plural(matching, "{0} row", "{0} rows") : plural(matching, "{0} row of this time", "{0} rows of this time")
    : query.slot === null ? plural(matching, "{0} row of this group", "{0} rows of this group") : plural(matching, "{0} row of this group and time", "{0} rows of this group and time");
  const keep = async (form: Form | "md", type: string) => save(await saveRows(form), `${name}.${form}`, type);
  return (
    <section class="rows" aria-label={t("Tokens")}>
      <div class="bar">
        <input type="search" data-action="filter" aria-label={t("Filter the tokens")} placeholder={t("Filter: identity, room, key, time…")} value={query.text} autocomplete="off" spellcheck={false} onInput={({ currentTarget }) => set({ text: currentTarget.value })} />
        <p class="soft" role="status">{shown && status}</p>
        {query.group !== null && <button type="button" class="quiet" data-action="all-groups" onClick={() => set({ group: null })}>{t("All groups")}</button>}
        <span class="space" />
        {!framed && <span class="soft">{t("Save as")}</span>}
        {!framed && FORMS.map(([form, name, type]) => <button key={form} type="button" class="quiet" data-action={`save-${form}`} aria-label={t("Save as {0}", name)} onClick={() => void keep(form, type)}>{name}</button>)}
      </div>
      <table>
        <thead><tr>{COLUMNS.map(([column, title]) => {
          const isSorted = query.column === column;
          return (
            <th key={column} scope="col" data-column={column} aria-sort={isSorted ? query.down ? "descending" : "ascending" : undefined}>
              <button type="button" onClick={() => set({ column, down: isSorted && !query.down })}>{title()}<i aria-hidden="true">{isSorted ? query.down ? "↓" : "↑" : ""}</i></button>
            </th>
          );
        })}</tr></thead>
        <tbody>{body}</tbody>
      </table>
      {shown && shown.matching > shown.rows.length && (
        <p class="more"><button type="button" class="plain" data-action="more-rows" onClick={() => set({ count: query.count + ROWS })}>{t("Show {0} more", Math.min(ROWS, shown.matching - shown.rows.length))}</button></p>
      )}
      {summary.more_rows > 0 && <p class="soft more">{plural(summary.more_rows, "{0} later use of a token is counted above, and has no row.", "{0} later uses of tokens are counted above, and have no rows.")}</p>}
    </section>
  );
}

function TokenRow({ row: { index, line, at, outcome, label, expired_for: late, status, identity, room, key }, open }: { row: LabeledRow; open: (index: number) => void }) {
  const [sign, tone] = SIGNS[outcome];
  return (
    <tr class={tone} onClick={() => open(index)}>
      <td><button type="button" class="link" data-head={t("Line")} data-row={index} aria-label={t("Line {0}: open its report", line)} onClick={(event) => { event.stopPropagation(); open(index); }}>{number(line)}</button></td>
      <td>{at !== null && isoTime(at)?.replace("T", " ")}</td>
      <td><span><i aria-hidden="true">{sign}</i> {label}{late !== null && <small> {t("{0} late", duration(late))}</small>}{status !== null && <small> {status}</small>}</span></td>
      <Value name={t("Identity")} text={identity} /><Value name={t("Room")} text={room} /><Value name={t("API key")} text={key} />
    </tr>
  );
}

/** The most characters of a value that are shown. */
const CHARACTERS = 100;

function Value({ name, text }: { name: string; text: string | null }) {
  return <td data-head={name} title={text ?? undefined}>{text !== null && <Unseen text={text.slice(0, CHARACTERS)} />}</td>;
}
