// The core as `build.sh` makes it: the module that wasm-bindgen writes below target/wasm/, imported as why401-wasm.
// tests/web/types.ts checks that both have the same types.
import type { KeyPair, MintOptions, Options, Overview, Repair, Report, SanitizeOptions, Sanitized, Vanished } from "./index.d.ts";
import type { DevelopmentPair, Panel, PanelRequest } from "./panel.d.ts";

/** Instantiates the core, once. */
export function initSync(given: { module: WebAssembly.Module }): unknown;
/** Makes a new instance, with a memory of its own; objects of the old one cannot be used any more. */
export function __wbg_reset_state(): void;

/** Says what LiveKit answers, why, and what to do. */
export function diagnose(text: string | readonly string[], options?: Options): Report;

/** Makes the token of a paste right. */
export function repair(text: string | readonly string[], options?: Options): Repair;

/** Makes a copy of a text that is safe to share. */
export function sanitize(text: string, options?: SanitizeOptions): Sanitized;

/** Makes a token. */
export function mint(claims: object, pair: KeyPair, options?: MintOptions): string;

/** All that is said from now on is in the language of these translations, by their English messages; `null` for English. */
export function setLanguage(messages: Readonly<Record<string, string>> | null): void;

/** Makes a pair for a server of one's own. */
export function developmentPair(): DevelopmentPair;

/** A diagnosis in steps. */
export class Search {
  /** Reads a paste, or several, oldest first. */
  constructor(text: string | readonly string[], options?: Options);
  /** Makes one step of the search for slips, which takes a few milliseconds. Returns whether there is more to search. */
  step(): boolean;
  /** Replaces the context of the same paste. */
  update(options?: Options): void;
  /** The form in which a token is made right, or made. `now` is in milliseconds since 1970. */
  panel(request: PanelRequest, now: number): Panel;
  /** The report so far. */
  report(): Report;
  /** Frees its memory. */
  free(): void;
}

/** A file that is read in chunks. */
export class FileInChunks {
  /** Begins a file; `now`, in milliseconds since 1970, is when the server was asked where the file does not tell. */
  constructor(now?: number | null);
  /** Reads pairs of key and secret in a text beside the file. */
  know(text: string): void;
  /** Reads the next bytes. Returns the number of uses of tokens so far. */
  push(chunk: Uint8Array): number;
  /** The pairs of key and secret of the whole file, as lines of settings. No more bytes may follow. */
  settings(): string;
  /** What the file has, once. Only `vanished` may follow. */
  finish(): Overview;
  /** How many refusals of the file are none with other times, in seconds. */
  vanished(leeway: number, nbf: number, life: number): Vanished;
  /** Frees its memory. */
  free(): void;
}

/** One use of a token, found again in its file. */
export class ExcerptOfFile {
  /** Looks for the token at a place of a row, with the time and the status of that row. */
  constructor(place: number, time?: string | null, status?: number | null);
  /** Reads the next bytes. Returns whether more are needed. */
  push(chunk: Uint8Array): boolean;
  /** The use of the token as a paste. */
  finish(): string;
  /** Frees its memory. */
  free(): void;
}
