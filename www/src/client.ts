// The core as the page asks it: in a worker, or on the page in browsers that refuse the worker.
import * as wasm from "why401-wasm";
import type { Options, Report } from "../index.d.ts";
import { Core, CoreCrash } from "./core.ts";
import { compiled, packed, type Packed } from "./load.ts";
import { Reader } from "./reader.ts";
import { coreUrl } from "./worker-url.ts";

export interface Question {
  job: number;
  /** With the first question. */
  wasm?: Packed;
  /** `null` asks about the same texts as before, and no texts only load the core. */
  texts?: readonly string[] | null;
  options?: Options;
}

export interface Reply {
  job: number;
  report?: Report | null;
  fault?: Fault;
}

interface Fault {
  crashed: boolean;
  /** Whether the core was there when it happened. */
  loaded: boolean;
  message: string;
}

interface Waiting {
  resolve(report: Report | null): void;
  reject(fault: Fault): void;
}

/** Why there is no report. */
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
  #onPage;

  /** `onPage` is called if no worker can be had. */
  constructor(onPage: () => void) {
    this.#onPage = onPage;
  }

  /** Loads the core early, so that the first paste need not wait. */
  load() {
    this.#send({}).catch(() => {});
  }

  /** The report on these texts, or `null` if a newer question came meanwhile. */
  async ask(texts: readonly string[], options: Options): Promise<Report | null> {
    const isSame = texts.length === this.#texts.length && texts.every((text, index) => text === this.#texts[index]);
    this.#texts = texts;
    try {
      return await this.#send({ texts: isSame ? null : texts, options });
    } catch (error) {
      this.#texts = [];
      throw error;
    }
  }

  /** Stops what the core is reading. */
  cancel() {
    this.#texts = [];
    if (!this.#worker) return;
    this.#end(({ resolve }) => resolve(null));
    this.load();
  }

  async #send(question: Omit<Question, "job">): Promise<Report | null> {
    let wasm;
    try {
      this.#wasm ??= packed();
      // Where it is at hand, the worker starts at once, and not after the page is drawn.
      wasm = this.#wasm instanceof Promise ? await this.#wasm : this.#wasm;
    } catch (error) {
      this.#wasm = undefined;
      throw new Failure(String((error as Error).message), false);
    }
    if (this.#reader) return this.#here(this.#reader, question);
    const isNew = !this.#worker;
    try {
      this.#worker ??= this.#start();
    } catch {
      return this.#fall(wasm, question);
    }
    const job = ++this.#job;
    const reply = new Promise<Report | null>((resolve, reject) => this.#waiting.set(job, { resolve, reject }));
    this.#worker.postMessage({ ...question, job, ...(isNew ? { wasm } : {}) } satisfies Question);
    try {
      return await reply;
    } catch (fault) {
      const { loaded, crashed, message } = fault as Fault;
      if (loaded) throw new Failure(message, crashed);
      return this.#fall(wasm, question);
    }
  }

  #start(): Worker {
    const worker = new Worker(coreUrl());
    worker.addEventListener("message", ({ data: { job, report, fault } }: MessageEvent<Reply>) => {
      const waiting = this.#waiting.get(job);
      this.#waiting.delete(job);
      if (fault) waiting?.reject(fault);
      else waiting?.resolve(report ?? null);
    });
    // The browser does not let the worker start.
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#end(({ reject }) => reject({ loaded: false, crashed: false, message: event.message }));
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
  #fall(packed: Packed, question: Omit<Question, "job">) {
    if (!this.#reader) {
      const core = new Core(wasm, () => compiled(packed));
      this.#reader = { core, reader: new Reader(core) };
      this.#end(({ reject }) => reject({ loaded: false, crashed: false, message: "" }));
      this.#onPage();
    }
    return this.#here(this.#reader, question);
  }

  async #here({ core, reader }: { core: Core; reader: Reader }, { texts, options }: Omit<Question, "job">): Promise<Report | null> {
    try {
      await core.load();
      return texts === undefined ? null : await reader.ask(texts, options ?? {});
    } catch (error) {
      throw new Failure((error as Error).message, error instanceof CoreCrash);
    }
  }
}
