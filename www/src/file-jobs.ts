// What the core does with files: one of them at a time, and all of its rows stay here.
import type { FileOptions, Overview, Sanitized } from "../index.d.ts";
import type { Core } from "./core.ts";
import { Table, type Form, type Query, type Shown } from "./table.ts";
import { excerpt, read, text } from "./whole-file.ts";

/** What the page needs to know of a file, without its rows. */
export type Summary = Omit<Overview, "rows">;

/** What the page asks about files. */
export type FileWork =
  /** Reads files one after the other, with the settings in what was pasted. */
  | { act: "read"; files: readonly File[]; pasted: string; now: number }
  | { act: "show"; query: Query }
  | { act: "save"; query: Query; form: Form }
  /** A row as a paste. */
  | { act: "row"; index: number }
  /** A copy of what was pasted, or of files, that is safe to share. */
  | { act: "sanitize"; source: readonly string[] | readonly File[] };

export type FileResult = Summary | Shown | Sanitized | string;

/** In milliseconds: the pause between two reports of progress. */
const PAUSE = 100;

export class FileJobs {
  #core;
  #files: readonly File[] = [];
  #settings = "";
  #table = new Table({ rows: [], groups: [] });
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
      case "sanitize": return this.#sanitize(work.source);
    }
  }

  async #read(files: readonly File[], pasted: string, now: number, onProgress: NonNullable<FileOptions["onProgress"]>): Promise<Summary> {
    let told = 0;
    const { overview: { rows, ...summary }, settings } = await read(this.#core, files, {
      now, pasted, signal: this.#stopped.signal,
      onProgress: (progress) => {
        if (performance.now() - told < PAUSE) return;
        told = performance.now();
        onProgress(progress);
      },
    });
    this.#files = files;
    this.#settings = settings;
    this.#table = new Table({ rows, groups: summary.groups });
    return summary;
  }

  async #row(index: number): Promise<string> {
    const row = this.#table.row(index);
    if (!row) return "";
    return this.#settings + await excerpt(this.#core, this.#files, row);
  }

  async #sanitize(source: readonly string[] | readonly File[]): Promise<Sanitized> {
    const parts = await Promise.all(source.map((part) => typeof part === "string" ? part : text(part)));
    return this.#core.run((wasm) => wasm.sanitize(parts.join("\n")));
  }
}
