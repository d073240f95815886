// Loads the core once, and outlives a crash of it.
import type * as wasmOfCore from "why401-wasm";
import type { KeyPair, MintOptions, Options, Repair, Report, SanitizeOptions, Sanitized } from "../index.d.ts";
import type { Messages } from "./language.ts";

/** What wasm-bindgen makes. */
export type Wasm = typeof wasmOfCore;

/** The objects of the core as it is: those of an instance that crashed are gone, and their addresses belong to others. */
let living = new WeakSet<object>();

/** The core crashed on a paste: a bug of why401, never the fault of what was pasted. */
export class CoreCrash extends Error {
  constructor(cause: unknown) {
    super("why401 crashed on this paste. That is a bug of why401; the next call works again.", { cause });
    this.name = "CoreCrash";
  }
}

export class Core {
  #wasm;
  #module;
  #loaded: Promise<void> | undefined;
  #isReady = false;
  #language: Messages | null = null;

  /** `module` is called at the first use, and again if that failed. */
  constructor(wasm: Wasm, module: () => WebAssembly.Module | Promise<WebAssembly.Module>) {
    this.#wasm = wasm;
    this.#module = module;
  }

  /** Makes the core ready to `run`. */
  load(): Promise<void> {
    this.#loaded ??= this.#start().catch((error: unknown) => {
      this.#loaded = undefined;
      throw error;
    });
    return this.#loaded;
  }

  async #start() {
    this.#wasm.initSync({ module: await this.#module() });
    this.#isReady = true;
    this.#tellLanguage();
  }

  /** The core says all in the language of these translations, and without them in English. */
  setLanguage(messages: Messages | null) {
    if (messages === this.#language) return;
    // What is wrong is refused, and the language stays.
    if (this.#isReady) this.#wasm.setLanguage(messages);
    this.#language = messages;
  }

  /** A new instance speaks English. */
  #tellLanguage() {
    if (this.#language) this.#wasm.setLanguage(this.#language);
  }

  /** Calls the core, which must be loaded. */
  run<T>(work: (wasm: Wasm) => T): T {
    try {
      return work(this.#wasm);
    } catch (cause) {
      // These errors name the wrong option, or why no token is made.
      if (cause instanceof TypeError || cause instanceof Error && cause.name === "NotMade") throw cause;
      // After a trap neither the memory of the instance nor its objects can be trusted.
      this.#wasm.__wbg_reset_state();
      living = new WeakSet();
      this.#tellLanguage();
      throw new CoreCrash(cause);
    }
  }

  /** Makes an object of the core, which has to be freed by `free`. */
  make<T extends { free(): void }>(work: (wasm: Wasm) => T): T {
    const made = this.run(work);
    living.add(made);
    return made;
  }

  /** Frees an object, unless its core crashed. */
  free(made: { free(): void }) {
    if (living.delete(made)) made.free();
  }

  /** Diagnoses one paste, or an array of pastes, oldest first. */
  async diagnose(text: unknown, options?: Options): Promise<Report> {
    await this.load();
    return this.run((wasm) => wasm.diagnose(pasted(text), options));
  }

  /** Makes the token of a paste, or of an array of pastes, right. */
  async repair(text: unknown, options?: Options): Promise<Repair> {
    await this.load();
    return this.run((wasm) => wasm.repair(pasted(text), options));
  }

  /** Makes a copy of a text that is safe to share. */
  async sanitize(text: unknown, options?: SanitizeOptions): Promise<Sanitized> {
    await this.load();
    return this.run((wasm) => wasm.sanitize(words(text), options));
  }

  /** Makes a token. */
  async mint(claims: object, pair: KeyPair, options?: MintOptions): Promise<string> {
    await this.load();
    return this.run((wasm) => wasm.mint(claims, pair, options));
  }
}

function pasted(text: unknown): string | string[] {
  return Array.isArray(text) ? text.map(words) : words(text);
}

/** Converts any value to text: a paste is not lost because it is `null`, a promise or an object without a prototype. */
function words(given: unknown): string {
  try {
    return String(given);
  } catch {
    return Object.prototype.toString.call(given);
  }
}
