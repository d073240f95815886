// The rows of a file: which of them are shown, in which order, and how they are saved.
import type { Overview, Row, Strip } from "../index.d.ts";

export type Column = "line" | "at" | "label" | "identity" | "room" | "key";

/** What the reader wants to see. */
export interface Query {
  /** Words that a row must have. */
  readonly text: string;
  /** The group that a row must be in, by its index. */
  readonly group: number | null;
  /** The interval of the strip that its time must be in, by its index. */
  readonly slot: number | null;
  readonly column: Column;
  readonly down: boolean;
  /** The most rows. */
  readonly count: number;
}

/** A row with its index in the file, and with what became of the token in words. */
export interface LabeledRow extends Row {
  readonly index: number;
  readonly label: string;
}

/** The first rows, and the number of all that match. */
export interface Shown {
  readonly rows: readonly LabeledRow[];
  readonly matching: number;
}

/** How rows are saved. */
export type Form = "csv" | "ndjson";

/** The columns of a saved file. None of them has a signature. */
const SAVED = ["line", "at", "outcome", "cause", "status", "key", "identity", "room", "minter", "expired_for", "token"] as const;

export class Table {
  #rows: readonly (LabeledRow & { readonly group: number; readonly words: string })[];

  #strip;

  constructor({ rows, groups, strip }: Pick<Overview, "rows" | "groups" | "strip">) {
    this.#strip = strip;
    const name = ({ outcome, cause, key, minter }: Pick<Row, "outcome" | "cause" | "key" | "minter">) => JSON.stringify([outcome, cause, key, minter]);
    const known = new Map(groups.map((group, index) => [name(group), { index, label: group.label }]));
    this.#rows = rows.map((row, index) => {
      const { index: group, label } = known.get(name(row)) ?? { index: -1, label: row.outcome };
      const words = [row.line, isoOf(row.at), label, row.status, row.key, row.identity, row.room, row.minter].filter((value) => value !== null).join(" ").toLowerCase();
      return { ...row, index, label, group, words };
    });
  }

  row(index: number): Row | undefined {
    return this.#rows[index];
  }

  show(query: Query): Shown {
    const all = this.#matching(query);
    return { rows: all.slice(0, query.count).map(({ group, words, ...row }) => row), matching: all.length };
  }

  /** All rows that match, as a text. */
  save(query: Query, form: Form): string {
    const values = (row: Row) => SAVED.map((name) => name === "at" ? isoOf(row.at) : row[name]);
    const lines = this.#matching(query).map((row) => form === "csv" ? values(row).map(cell).join(",") : JSON.stringify(Object.fromEntries(values(row).map((value, at) => [SAVED[at], value]))));
    return [...(form === "csv" ? [SAVED.join(",")] : []), ...lines, ""].join("\n");
  }

  #matching({ text, group, slot, column, down }: Query) {
    const [from, to] = this.#strip && slot !== null ? ends(this.#strip, slot) : [-Infinity, Infinity];
    const isIn = (at: number | null) => slot === null || (at !== null && at >= from && at < to);
    const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
    const found = this.#rows.filter((row) => (group === null || row.group === group) && isIn(row.at) && wanted.every((word) => row.words.includes(word)));
    const turn = down ? -1 : 1;
    // The sort is stable, and what is missing comes last.
    return column === "line" && !down ? found : found.sort((one, other) => {
      const [first, second] = [one[column], other[column]];
      if (first === second) return 0;
      if (first === null) return 1;
      if (second === null) return -1;
      return first < second ? -turn : turn;
    });
  }
}

/** When an interval of a strip begins and ends, in seconds since 1970. */
export function ends({ start, interval }: Strip, slot: number): [number, number] {
  return [start + slot * interval, start + (slot + 1) * interval];
}

function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at * 1000).toISOString();
}

/** A value in CSV (RFC 4180). A spreadsheet would calculate what begins like a formula. */
function cell(value: string | number | null): string {
  if (typeof value !== "string") return String(value ?? "");
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
