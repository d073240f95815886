// One case at a time in the core, in steps, so that a newer question is heard between them.
import type { Search } from "why401-wasm";
import type { Options, Report } from "../index.d.ts";
import type { DevelopmentPair, Panel, PanelRequest } from "../panel.d.ts";
import { CoreCrash, type Core } from "./core.ts";
import { FileJobs, type FileResult, type FileWork } from "./file-jobs.ts";

/** What the core is asked; an empty question only loads it. */
export interface Work {
  /** `null` asks about the same texts as before. */
  texts?: readonly string[] | null;
  options?: Options;
  /** Asks for the form on these texts. */
  form?: { request: PanelRequest; now: number };
  /** Asks for a pair for a server of one's own. */
  makesPair?: boolean;
  /** Asks about files. */
  file?: FileWork;
}

/** How much of a file is read. */
export interface FileProgress {
  readonly bytes: number;
  /** The uses of tokens. */
  readonly tokens: number;
}

export type Result = Report | Panel | DevelopmentPair | FileResult | null;

export class Reader {
  #core;
  #search: Search | null = null;
  #job = 0;
  #files;

  constructor(core: Core) {
    this.#core = core;
    this.#files = new FileJobs(core);
  }

  /** The core must be loaded. */
  async answer({ texts, options, form, makesPair, file }: Work, onProgress: (progress: FileProgress) => void): Promise<Result> {
    try {
      if (file) return await this.#files.answer(file, onProgress);
      if (form) return this.#form(form.request, form.now);
      if (makesPair) return this.#core.run((wasm) => wasm.developmentPair());
      return texts === undefined ? null : await this.#ask(texts, options ?? {});
    } catch (error) {
      // The objects of a crashed core are unusable.
      if (error instanceof CoreCrash) this.#search = null;
      throw error;
    }
  }

  /** Ends the reading of files. */
  stop() {
    this.#files.stop();
  }

  #form(request: PanelRequest, now: number): Panel {
    // Before anything is pasted a token can be made with a pair of the page.
    const search = this.#search ??= this.#core.make(({ Search }) => new Search([], { now }));
    return this.#core.run(() => search.panel(request, now));
  }

  /** The report on these texts, or on the same texts as before if there are none; `null` if a newer question came meanwhile. */
  async #ask(texts: readonly string[] | null, options: Options): Promise<Report | null> {
    const mine = ++this.#job;
    if (texts) {
      if (this.#search) this.#core.free(this.#search);
      this.#search = null;
      this.#search = this.#core.make(({ Search }) => new Search(texts, options));
    } else {
      this.#core.run(() => this.#search?.update(options));
    }
    const search = this.#search;
    while (search && this.#core.run(() => search.step())) {
      await new Promise((resolve) => setTimeout(resolve));
      if (mine !== this.#job) return null;
    }
    return search && this.#core.run(() => search.report());
  }
}
