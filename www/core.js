// @ts-check
// Loads the core once, adds the browser's clock, and outlives a crash of it.
import { __wbg_reset_state as renew, diagnose as ask, initSync } from "../target/wasm/why401.js";

/** @typedef {import("./report.d.ts").Report} Report */

/** The core crashed on a paste: a bug of why401, never the fault of what was pasted. */
export class CoreCrash extends Error {
  /** @param {unknown} cause */
  constructor(cause) {
    super("why401 crashed on this paste. That is a bug of why401; the next call works again.", { cause });
    this.name = "CoreCrash";
  }
}

/**
 * Makes the function `diagnose` of a core that is loaded at its first call.
 * @param {() => BufferSource | Promise<BufferSource>} bytes of the wasm module
 * @returns {(text: unknown, options?: { now?: number }) => Promise<Report>}
 */
export function core(bytes) {
  /** @type {Promise<void> | undefined} */
  let loaded;
  return async (text, { now = Date.now() } = {}) => {
    loaded ??= load(bytes);
    await loaded;
    try {
      return ask(words(text), Number(now));
    } catch (cause) {
      // After a trap the memory of the instance cannot be trusted any more.
      renew();
      throw new CoreCrash(cause);
    }
  };
}

/** @param {() => BufferSource | Promise<BufferSource>} bytes */
async function load(bytes) {
  initSync({ module: await WebAssembly.compile(await bytes()) });
}

/**
 * Whatever was given, as text: a paste is not lost because it is a `null`, a promise or an object without a prototype.
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
