// @ts-check
// The npm package: the core with its wasm inside, so that no file must be found at run time.
import { core } from "./core.js";
import { __wbg_reset_state as renew, diagnose as ask, initSync as load, memory_pages as pages } from "../target/wasm/npm/why401.js";
import wasm from "../target/wasm/npm/why401_bg.wasm";

export { toText } from "./words.js";

export const diagnose = core({ load, ask, pages, renew }, () => wasm);
