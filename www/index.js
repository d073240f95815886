// @ts-check
// The npm package: the core with its wasm inside, so that no file must be found at run time.
import { core } from "./core.js";
import wasm from "../target/wasm/why401_bg.wasm";

export { toText } from "./words.js";

export const diagnose = core(() => wasm);
