// The visible form of the paste: what the report hides is masked, and tokens are found.
import type { Report, Span } from "../index.d.ts";

/** The maximum number of characters of a paste that are shown. */
export const SHOWN = 20_000;

export interface Piece {
  readonly kind: "text" | "token" | "hidden";
  readonly shown: string;
  readonly marked: boolean;
}

/** The beginning of the paste in pieces: tokens, and the text between them without what the report hides. */
export function pieces({ found }: Pick<Report, "found">, text: string, revealed: boolean, marked: readonly Span[] = []): Piece[] {
  const end = Math.min(text.length, SHOWN);
  const isMarked = (from: number, to: number) => marked.some((span) => span.start < to && span.end > from);
  const all: Piece[] = [];
  const add = (kind: Piece["kind"], from: number, to: number, shown = text.slice(from, to)) => {
    if (shown !== "") all.push({ kind, shown, marked: isMarked(from, to) });
  };
  /** Text, split where a mark begins or ends. */
  const plain = (from: number, to: number) => {
    const cuts = marked.flatMap(({ start, end }) => [start, end]).filter((cut) => cut > from && cut < to).sort((one, other) => one - other);
    [from, ...cuts].forEach((start, index) => add("text", start, cuts[index] ?? to));
  };
  const tokens = found.tokens.flatMap(({ spans }) => spans).map((span) => ({ ...span, kind: "token" as const }));
  const hidden = (revealed ? [] : found.hidden).map((span) => ({ ...span, kind: "hidden" as const }));
  let from = 0;
  for (const span of [...tokens, ...hidden].sort((one, other) => one.start - other.start)) {
    if (span.start < from || span.start >= end) continue;
    plain(from, span.start);
    const to = Math.min(span.end, end);
    add(span.kind, span.start, to, span.kind === "hidden" ? masked(text.slice(span.start, to)) : undefined);
    from = span.end;
  }
  plain(from, Math.max(from, end));
  return all;
}

/** A mask for each line, so that the lines stay those of the paste. */
function masked(text: string): string {
  return text.replace(/[^\n]+/g, "•••");
}

/** The pieces of each line. */
export function lined(pieces: readonly Piece[]): Piece[][] {
  let line: Piece[] = [];
  const all = [line];
  for (const piece of pieces) {
    piece.shown.split("\n").forEach((shown, index) => {
      if (index > 0) all.push(line = []);
      if (shown !== "") line.push({ ...piece, shown });
    });
  }
  return all;
}
