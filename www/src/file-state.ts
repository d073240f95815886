// The state of a file that has a table.
import type { Vanished } from "../index.d.ts";
import type { Margins, Summary } from "./file-jobs.ts";
import { t } from "./language.ts";
import type { FileProgress } from "./reader.ts";
import type { Query, Shown } from "./table.ts";

/** The rows that are shown at first, and the ones that are added at a press. */
export const ROWS = 100;

export interface FileState {
  /** The name of the file, or the number of files. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly progress: FileProgress;
  /** `null` while it is read. */
  readonly summary: Summary | null;
  /** Why it could not be read. */
  readonly fault: string | null;
  readonly query: Query;
  /** The rows for this query, or for the one before while the core looks for them. */
  readonly shown: Shown | null;
  /** The times that the reader tries. */
  readonly margins: Margins;
  /** What they would change, or what those before would, while the core counts. */
  readonly vanished: Vanished | null;
  /** The row whose report is shown, or was shown last. */
  readonly opened: number | null;
}

export type FileAction =
  | { act: "open"; name: string; size: number }
  | { act: "progress"; progress: FileProgress }
  | { act: "summary"; summary: Summary }
  | { act: "fault"; message: string }
  | { act: "query"; query: Partial<Query> }
  | { act: "shown"; shown: Shown }
  | { act: "margins"; margins: Partial<Margins> }
  | { act: "vanished"; vanished: Vanished }
  | { act: "close" };

/** The times as they are: the leeway is LiveKit's. */
export const AS_IT_IS: Margins = { leeway: 60, nbf: 0, life: 0 };

export const ALL: Query = { text: "", group: null, slot: null, column: "line", down: false, count: ROWS };

/** What else there is to say of a file, in sentences. */
export function notesOf({ notes, isDamaged }: Summary): string[] {
  const sentences = notes.map((note) => `${note[0]?.toUpperCase() ?? ""}${note.slice(1)}.`);
  return isDamaged ? [...sentences, t("The gzip is cut off, damaged or has several parts: only its beginning is read.")] : sentences;
}

export function reduceFile(file: FileState | null, action: FileAction): FileState | null {
  if (action.act === "open") return { name: action.name, size: action.size, progress: { bytes: 0, tokens: 0 }, summary: null, fault: null, query: ALL, shown: null, margins: AS_IT_IS, vanished: null, opened: null };
  if (!file) return null;
  switch (action.act) {
    case "progress": return { ...file, progress: action.progress };
    case "summary": return { ...file, summary: action.summary };
    case "fault": return { ...file, fault: action.message };
    // Of other rows the first are shown.
    case "query": return { ...file, query: { ...file.query, count: ROWS, ...action.query } };
    case "shown": return { ...file, shown: action.shown };
    case "margins": return { ...file, margins: { ...file.margins, ...action.margins } };
    case "vanished": return { ...file, vanished: action.vanished };
    case "close": return null;
  }
}
