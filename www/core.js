// @ts-check
// Loads the core once, and outlives a crash of it.

/** @typedef {import("./report.d.ts").Report} Report */
/** @typedef {typeof import("why401-wasm")} Wasm  what wasm-bindgen makes */
/** @typedef {import("why401-wasm").Search} Search */
/** @typedef {import("why401-wasm").ClockWatch} ClockWatch */

/** The core crashed on a paste: a bug of why401, never the fault of what was pasted. */
export class CoreCrash extends Error {
  /** @param {unknown} cause */
  constructor(cause) {
    super("why401 crashed on this paste. That is a bug of why401; the next call works again.", { cause });
    this.name = "CoreCrash";
  }
}

export class Core {
  #wasm;
  #module;
  /** @type {Promise<void> | undefined} */
  #loaded;

  /**
   * @param {Wasm} wasm
   * @param {() => WebAssembly.Module | Promise<WebAssembly.Module>} module called at the first use, and again if that failed
   */
  constructor(wasm, module) {
    this.#wasm = wasm;
    this.#module = module;
  }

  /** Makes the core ready to `run`. */
  load() {
    this.#loaded ??= this.#start().catch((error) => {
      this.#loaded = undefined;
      throw error;
    });
    return this.#loaded;
  }

  async #start() {
    this.#wasm.initSync({ module: await this.#module() });
  }

  /**
   * Calls the core, which must be loaded.
   * @template T
   * @param {(wasm: Wasm) => T} work
   * @returns {T}
   */
  run(work) {
    try {
      return work(this.#wasm);
    } catch (cause) {
      // These errors name the wrong option, or why no token is made.
      if (cause instanceof TypeError || cause instanceof Error && cause.name === "NotMade") throw cause;
      // After a trap neither the memory of the instance nor its objects can be trusted.
      this.#wasm.__wbg_reset_state();
      throw new CoreCrash(cause);
    }
  }

  /**
   * @param {unknown} text  one paste, or an array of pastes, oldest first
   * @param {import("./index.d.ts").Options} [options]
   * @returns {Promise<Report>}
   */
  async diagnose(text, options) {
    await this.load();
    return this.run((wasm) => wasm.diagnose(pasted(text), options));
  }

  /**
   * @param {unknown} text  one paste, or an array of pastes, oldest first
   * @param {import("./index.d.ts").Options} [options]
   * @returns {Promise<import("./index.d.ts").Repair>}
   */
  async repair(text, options) {
    await this.load();
    return this.run((wasm) => wasm.repair(pasted(text), options));
  }

  /**
   * @param {object} claims
   * @param {import("./index.d.ts").KeyPair} pair
   * @param {import("./index.d.ts").MintOptions} [options]
   */
  async mint(claims, pair, options) {
    await this.load();
    return this.run((wasm) => wasm.mint(claims, pair, options));
  }
}

/** @param {unknown} text */
function pasted(text) {
  return Array.isArray(text) ? text.map(words) : words(text);
}

/**
 * Converts any value to text: a paste is not lost because it is `null`, a promise or an object without a prototype.
 * @param {unknown} given
 * @returns {string}
 */
function words(given) {
  try {
    return String(given);
  } catch {
    return Object.prototype.toString.call(given);
  }
}
