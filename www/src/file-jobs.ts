// What the core does with files: one of them at a time, and all of its rows stay here.
import type { FileInChunks } from "why401-wasm";
import type { FileOptions, Overview, SanitizeOptions, Sanitized, Vanished } from "../index.d.ts";
import type { Core } from "./core.ts";
import { Table, type Form, type Query, type Shown } from "./table.ts";
import { excerpt, read, text } from "./whole-file.ts";

/** What the page needs to know of a file, without its rows. */
export interface Summary extends Omit<Overview, "rows"> {
  /** Whether it is gzip of which only the beginning could be read. */
  readonly isDamaged: boolean;
}

/** What the page asks about files. */
export type FileWork =
  /** Reads files one after the other, with the settings in what was pasted. */
  | { act: "read"; files: readonly File[]; pasted: string; now: number }
  | { act: "show"; query: Query }
  | { act: "save"; query: Query; form: Form }
  /** A row as a paste. */
  | { act: "row"; index: number }
  /** How many refusals vanish with other times. */
  | { act: "what-if"; margins: Margins }
  /** A copy of what was pasted, or of files, that is safe to share. */
  | { act: "sanitize"; source: readonly string[] | readonly File[]; options: SanitizeOptions };

/** Other times than those of tokens and server, in seconds. */
export interface Margins {
  /** The difference that the server allows. */
  readonly leeway: number;
  /** How much earlier each token becomes valid. */
  readonly nbf: number;
  /** How much longer each token lives. */
  readonly life: number;
}

export type FileResult = Summary | Shown | Sanitized | Vanished | string;

/** In milliseconds: the pause between two reports of progress. */
const PAUSE = 100;

export class FileJobs {
  #core;
  #files: readonly File[] = [];
  #settings = "";
  #table = new Table({ rows: [], groups: [], strip: null });
  /** What the core still knows of the files. */
  #known: FileInChunks | null = null;
  #stopped = new AbortController();

  constructor(core: Core) {
    this.#core = core;
  }

  stop() {
    this.#stopped.abort();
  }

  /** The core must be loaded. */
  async answer(work: FileWork, onProgress: NonNullable<FileOptions["onProgress"]>): Promise<FileResult> {
    switch (work.act) {
      case "read": return this.#read(work.files, work.pasted, work.now, onProgress);
      case "show": return this.#table.show(work.query);
      case "save": return this.#table.save(work.query, work.form);
      case "row": return this.#row(work.index);
      case "what-if": return this.#whatIf(work.margins);
      case "sanitize": return this.#sanitize(work.source, work.options);
    }
  }

  async #read(files: readonly File[], pasted: string, now: number, onProgress: NonNullable<FileOptions["onProgress"]>): Promise<Summary> {
    let told = 0;
    const { overview: { rows, ...summary }, isDamaged, settings, file } = await read(this.#core, files, {
      now, pasted, signal: this.#stopped.signal,
      onProgress: (progress) => {
        if (performance.now() - told < PAUSE) return;
        told = performance.now();
        onProgress(progress);
      },
    });
    this.#files = files;
    this.#settings = settings;
    this.#known = file;
    this.#table = new Table({ rows, ...summary });
    return { ...summary, isDamaged };
  }

  async #row(index: number): Promise<string> {
    const row = this.#table.row(index);
    if (!row) return "";
    return this.#settings + await excerpt(this.#core, this.#files, row);
  }

  #whatIf({ leeway, nbf, life }: Margins): Vanished | "" {
    const known = this.#known;
    return known ? this.#core.run(() => known.vanished(leeway, nbf, life)) : "";
  }

  async #sanitize(source: readonly string[] | readonly File[], options: SanitizeOptions): Promise<Sanitized> {
    const parts = await Promise.all(source.map((part) => typeof part === "string" ? part : text(part)));
    return this.#core.run((wasm) => wasm.sanitize(parts.join("\n"), options));
  }
}
