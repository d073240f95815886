// @ts-check
// Loads the core once, adds the browser's clock, and outlives a crash of it.

/** @typedef {import("./report.d.ts").Report} Report */

/**
 * What wasm-bindgen makes for one wasm module.
 * @typedef {object} Glue
 * @property {(options: { module: WebAssembly.Module }) => unknown} load
 * @property {(text: Uint8Array, now: number, askedAt: number, samples: Float64Array, part: number) => Uint8Array} ask
 * @property {() => number} pages of 64 KiB that the instance takes
 * @property {() => void} renew
 */

/** The page's core frees no memory; a new instance does. 16 MB are some hundreds of tokens, or a log of some megabytes. */
const MANY_PAGES = 256;

const UTF8 = new TextEncoder();
const FROM_UTF8 = new TextDecoder();

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
 * @param {Glue} glue
 * @param {() => BufferSource | Promise<BufferSource>} bytes of the wasm module
 * @returns {(text: unknown, options?: import("./index.d.ts").Options) => Promise<Report>}
 */
export function core(glue, bytes) {
  /** @type {Promise<void> | undefined} */
  let loaded;
  return async (text, { now = Date.now(), askedAt = NaN, samples = [], part = NaN } = {}) => {
    loaded ??= start(glue, bytes);
    await loaded;
    try {
      const looks = samples.flatMap(({ sent, received, date, proxy }) => [sent, received, date, Number(proxy ?? false)]);
      const report = glue.ask(UTF8.encode(words(text)), Number(now), Number(askedAt), Float64Array.from(looks), Number(part));
      if (glue.pages() > MANY_PAGES) glue.renew();
      return JSON.parse(FROM_UTF8.decode(report));
    } catch (cause) {
      // After a trap the memory of the instance cannot be trusted any more.
      glue.renew();
      throw new CoreCrash(cause);
    }
  };
}

/**
 * @param {Glue} glue
 * @param {() => BufferSource | Promise<BufferSource>} bytes
 */
async function start(glue, bytes) {
  glue.load({ module: await WebAssembly.compile(await bytes()) });
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
