// The core as the page asks it: in a worker, or on the page in browsers that refuse the worker, or refuse it files.
import * as wasm from "why401-wasm";
import type { Options, Report } from "../index.d.ts";
import type { DevelopmentPair, Panel, PanelRequest } from "../panel.d.ts";
import { Core, CoreCrash } from "./core.ts";
import { compiled, packed, type Packed } from "./load.ts";
import type { FileResult, FileWork } from "./file-jobs.ts";
import type { Messages } from "./language.ts";
import { Reader, type FileProgress, type Result, type Work } from "./reader.ts";
import { coreUrl } from "./worker-url.ts";

export interface Question extends Work {
  job: number;
  /** With the first question. */
  wasm?: Packed;
  /** The translations of the core, when they change; `null` for English. */
  language?: Messages | null;
}

/** What the worker says: first that it has started, then its replies. */
export type Told = "started" | Reply;

export interface Reply {
  job: number;
  /** Others follow. */
  progress?: FileProgress;
  result?: Result;
  fault?: Fault;
}

interface Fault {
  crashed: boolean;
  /** Whether the worker could do the work; if not, the page does it. */
  able: boolean;
  message: string;
}

/** In milliseconds: the most until a new worker says that it has started. A busy browser may never start one, and says no error. */
const PATIENCE = 10_000;

type OnProgress = (progress: FileProgress) => void;

interface Waiting {
  onProgress: OnProgress;
  resolve(result: Result): void;
  reject(fault: Fault): void;
}

/** Why there is no result. */
export class Failure extends Error {
  constructor(message: string, readonly crashed: boolean) {
    super(message);
  }
}

export class Client {
  #worker: Worker | null = null;
  #reader: { core: Core; reader: Reader } | null = null;
  #wasm: Packed | Promise<Packed> | undefined;
  #job = 0;
  /** What the core has read last. */
  #texts: readonly string[] = [];
  #waiting = new Map<number, Waiting>();
  #language: Messages | null = null;
  /** What the worker knows. */
  #told: Messages | null = null;
  #onPage;
  #isEnded = false;

  /** `onPage` is called when some work runs on the page, because a worker could not do it. */
  constructor(onPage: () => void) {
    this.#onPage = onPage;
  }

  /** The core says all that follows in the language of these translations, and without them in English. */
  setLanguage(messages: Messages | null) {
    this.#language = messages;
  }

  /** Loads the core early, so that the first paste need not wait. */
  load() {
    this.#send({}).catch(() => {});
  }

  /** The report on these texts, or `null` if a newer question came meanwhile. */
  async ask(texts: readonly string[], options: Options): Promise<Report | null> {
    const isSame = texts.length === this.#texts.length && texts.every((text, index) => text === this.#texts[index]);
    this.#texts = texts;
    return await this.#send({ texts: isSame ? null : texts, options }) as Report | null;
  }

  /** The form on the texts that the core has read last. */
  async form(request: PanelRequest, now: number): Promise<Panel> {
    return await this.#send({ form: { request, now } }) as Panel;
  }

  /** A pair for a server of one's own. */
  async pair(): Promise<DevelopmentPair> {
    return await this.#send({ makesPair: true }) as DevelopmentPair;
  }

  /** What the core says of files, or `null` if it was stopped meanwhile. */
  async files(file: FileWork, onProgress: OnProgress = () => {}): Promise<FileResult | null> {
    return await this.#send({ file }, onProgress) as FileResult | null;
  }

  /** Stops what the core is reading. */
  cancel() {
    this.#texts = [];
    if (!this.#worker) return;
    this.#end(({ resolve }) => resolve(null));
    this.load();
  }

  /** Stops what the core is doing, for good, and forgets all that it knows. */
  end() {
    this.#isEnded = true;
    this.#reader?.reader.stop();
    this.#end(({ resolve }) => resolve(null));
  }

  async #send(question: Work, onProgress: OnProgress = () => {}): Promise<Result> {
    try {
      return await this.#answer(question, onProgress);
    } catch (error) {
      // A core that crashed has none of them any more.
      this.#texts = [];
      throw error;
    }
  }

  async #answer(question: Work, onProgress: OnProgress): Promise<Result> {
    let wasm;
    try {
      this.#wasm ??= packed();
      // Where it is at hand, the worker starts at once, and not after the page is drawn.
      wasm = this.#wasm instanceof Promise ? await this.#wasm : this.#wasm;
    } catch (error) {
      this.#wasm = undefined;
      throw new Failure(String((error as Error).message), false);
    }
    if (this.#isEnded) return null;
    if (this.#reader) return this.#here(this.#reader, question, onProgress);
    const isNew = !this.#worker;
    if (isNew) this.#told = null;
    try {
      this.#worker ??= this.#start();
    } catch {
      return this.#fall(wasm, question, onProgress);
    }
    const job = ++this.#job;
    const reply = new Promise<Result>((resolve, reject) => this.#waiting.set(job, { onProgress, resolve, reject }));
    const language = this.#language === this.#told ? {} : { language: this.#language };
    this.#told = this.#language;
    this.#worker.postMessage({ ...question, ...language, job, ...(isNew ? { wasm } : {}) } satisfies Question);
    try {
      return await reply;
    } catch (fault) {
      const { able, crashed, message } = fault as Fault;
      if (able) throw new Failure(message, crashed);
      return this.#fall(wasm, question, onProgress);
    }
  }

  #start(): Worker {
    const worker = new Worker(coreUrl());
    const refused = (message: string) => this.#end(({ reject }) => reject({ able: false, crashed: false, message }));
    const silent = setTimeout(() => {
      if (worker === this.#worker) refused("");
    }, PATIENCE);
    worker.addEventListener("message", ({ data }: MessageEvent<Told>) => {
      if (data === "started") return clearTimeout(silent);
      const { job, progress, result, fault } = data;
      const waiting = this.#waiting.get(job);
      if (progress) return waiting?.onProgress(progress);
      this.#waiting.delete(job);
      if (fault) waiting?.reject(fault);
      else waiting?.resolve(result ?? null);
    });
    // The browser does not let the worker start.
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      refused(event.message);
    });
    return worker;
  }

  #end(tell: (waiting: Waiting) => void) {
    this.#worker?.terminate();
    this.#worker = null;
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    all.forEach(tell);
  }

  /** Goes on without a worker. */
  #fall(packed: Packed, question: Work, onProgress: OnProgress) {
    if (!this.#reader) {
      const core = new Core(wasm, () => compiled(packed));
      this.#reader = { core, reader: new Reader(core) };
      this.#end(({ reject }) => reject({ able: false, crashed: false, message: "" }));
      this.#onPage();
    }
    return this.#here(this.#reader, question, onProgress);
  }

  async #here({ core, reader }: { core: Core; reader: Reader }, question: Work, onProgress: OnProgress): Promise<Result> {
    try {
      core.setLanguage(this.#language);
      await core.load();
      return await reader.answer(question, onProgress);
    } catch (error) {
      throw new Failure((error as Error).message, error instanceof CoreCrash);
    }
  }
}
