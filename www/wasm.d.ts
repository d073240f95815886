// The core as `build.sh` makes it: what wasm-bindgen writes below target/wasm/, found by the name why401-wasm. That both are alike
// is checked by tests/web/types.ts.
import type { Options, Report } from "./index.d.ts";

/** Instantiates the core, once. */
export function initSync(given: { module: WebAssembly.Module }): unknown;
/** Makes a new instance, with a memory of its own; objects of the old one cannot be used any more. */
export function __wbg_reset_state(): void;

/** Says what LiveKit answers, why, and what to do. */
export function diagnose(text: string, options?: Options): Report;

/** A diagnosis in steps. */
export class Search {
  /** Reads a paste. */
  constructor(text: string, options?: Options);
  /** Makes one step of the search for slips, of some milliseconds. Whether there is more to search. */
  step(): boolean;
  /** From here on other things are known beside the same paste. */
  update(options?: Options): void;
  /** The report, as far as was searched. */
  report(): Report;
  /** Gives its memory back. */
  free(): void;
}

/** Notices that the clock of this machine is set. */
export class ClockWatch {
  /** Compares from now on. */
  constructor();
  /** By how many seconds the clock was set since then; negative where it was set back. Sleep of the machine counts too. */
  moved(): number;
}
