// @ts-check
// The npm package: the core with its wasm inside, so that no file has to be found at run time.
import * as wasm from "why401-wasm";
import bytes from "why401-wasm/bytes";
import { Core } from "./src/core.ts";
import { diagnoseFile as readFile } from "./src/whole-file.ts";

export { toText } from "./src/words.ts";

const core = new Core(wasm, () => WebAssembly.compile(bytes));

/**
 * @param {unknown} text
 * @param {import("./index.d.ts").Options} [options]
 */
export function diagnose(text, options) {
  return core.diagnose(text, options);
}

/**
 * @param {unknown} text
 * @param {import("./index.d.ts").Options} [options]
 */
export function repair(text, options) {
  return core.repair(text, options);
}

/**
 * @param {import("./index.d.ts").FileSource} source
 * @param {import("./index.d.ts").FileOptions} [options]
 */
export function diagnoseFile(source, options) {
  return readFile(core, source, options);
}

/**
 * @param {unknown} text
 * @param {import("./index.d.ts").SanitizeOptions} [options]
 */
export function sanitize(text, options) {
  return core.sanitize(text, options);
}

/**
 * @param {object} claims
 * @param {import("./index.d.ts").KeyPair} pair
 * @param {import("./index.d.ts").MintOptions} [options]
 */
export function mint(claims, pair, options) {
  return core.mint(claims, pair, options);
}

/** @param {Readonly<Record<string, string>> | null} messages */
export async function setLanguage(messages) {
  await core.load();
  core.setLanguage(messages);
}
