// How a message is split into paragraphs and blocks.
import type { Part } from "../index.d.ts";

/** Splits a message at the line ends of its words; code with line ends gets its own lines, and so does final code after a colon. */
export function lines(parts: readonly Part[]): Part[][] {
  let line: Part[] = [];
  const all = [line];
  const add = (...lines: Part[][]) => {
    all.push(...lines);
    line = lines.at(-1) ?? line;
  };
  for (const [index, part] of parts.entries()) {
    const isAnnounced = index === parts.length - 1 && announces(parts[index - 1]);
    if (part.kind === "code" && (isAnnounced || part.text.includes("\n"))) add([part], []);
    else if (part.kind === "text") {
      part.text.split("\n").forEach((text, index) => {
        if (index > 0) add([]);
        if (text !== "") line.push({ kind: "text", text });
      });
    } else line.push(part);
  }
  return all;
}

/** A fix without the code that its words announce, in whose place its snippets are. */
export function withoutCode(fix: readonly Part[]): readonly Part[] {
  const at = fix.findLastIndex((part, index) => part.kind === "code" && announces(fix[index - 1]));
  const before = fix[at - 1];
  const after = fix[at + 1];
  if (before?.kind !== "text") return fix;
  // The sentence ends without it.
  const ends = after?.kind === "text" && /^[.。]/.test(after.text);
  return [...fix.slice(0, at - 1), { ...before, text: ends ? before.text.replace(ANNOUNCEMENT, "") : before.text }, ...fix.slice(at + 1)];
}

function announces(part: Part | undefined): boolean {
  return part?.kind === "text" && ANNOUNCEMENT.test(part.text);
}

/** Chinese and Japanese have a wide colon, without a space after it. */
const ANNOUNCEMENT = /: $|： ?$/;
