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
    const before = parts[index - 1];
    const isAnnounced = index === parts.length - 1 && before?.kind === "text" && before.text.endsWith(": ");
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
