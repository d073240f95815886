// A file as Markdown, for an issue or a chat: its sentence, its groups and its first rows. None of them has a signature.
import type { Summary } from "./file-jobs.ts";
import { notesOf } from "./file-state.ts";
import { number, plural, t } from "./language.ts";
import { code } from "./markdown.ts";
import type { Shown } from "./table.ts";
import { instant } from "./words.ts";

/** The most rows that are written. */
export const ROWS = 50;

export function markdownOfFile(name: string, summary: Summary, { rows, matching }: Shown): string {
  const { message, groups } = summary;
  const notes = notesOf(summary);
  const lines = [
    `**${escaped(message)}**`, "",
    t("File: {0}", code(name)), "",
    ...(notes.length === 0 ? [] : [...notes.map((note) => `- ${escaped(note)}`), ""]),
    ...(groups.length === 0 ? [] : table(
      [t("Tokens"), t("Result"), t("API key"), t("SDK"), t("First"), t("Last")],
      groups.map(({ count, label, key, minter, first, last }) => [number(count), escaped(label), pasted(key), escaped(minter ?? ""), time(first), time(last)]),
    )),
    ...(rows.length === 0 ? [] : table(
      [t("Line"), t("Time"), t("Result"), t("Identity"), t("Room"), t("API key")],
      rows.map(({ line, at, label, identity, room, key }) => [number(line), time(at), escaped(label), pasted(identity), pasted(room), pasted(key)]),
    )),
    ...(matching > rows.length ? [plural(matching - rows.length, "… and {0} more row", "… and {0} more rows"), ""] : []),
    t("Made with why401. Secrets and signatures are left out."), "",
  ];
  return lines.join("\n");
}

/** A table of GitHub, whose first column holds numbers. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, index) => index === 0 ? "---:" : "---")), ...rows.map(line), ""];
}

/** What was in the file, as code, so that no link and no image of it comes to life. */
function pasted(text: string | null): string {
  // A table is cut into cells before code is read.
  return text === null || text === "" ? "" : code(text.replace(/\s+/g, " ")).replaceAll("|", "\\|");
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|#]/g, "\\$&").replace(/\s+/g, " ");
}

function time(at: number | null): string {
  return at === null ? "" : instant(at);
}
