import type { Code, Overview, Part, Report } from "./report.d.ts";

export type * from "./report.d.ts";

/** A response of the server that was requested for its `Date`. All times are in milliseconds since 1970. */
export interface Sample {
  /** The time by this machine's clock when the request was sent, or earlier. */
  sent: number;
  /** The time by this machine's clock when the response had arrived, or later. */
  received: number;
  /** The `Date` of the response. */
  date: number;
  /** Whether a proxy may have written the `Date`. */
  proxy?: boolean;
}

/** What the caller knows beyond the paste. All times are in milliseconds since 1970. */
export interface Options {
  /** The clock of this machine; `Date.now()` by default. */
  now?: number;
  /** When the server was asked, by its clock; by default the paste shows it, or now is assumed. */
  askedAt?: number;
  /** Readings of the server's clock. */
  samples?: readonly Sample[];
  /** The token to judge, as an index into `found.tokens` of a report; by default the newest that counts. */
  token?: number;
  /** The token to compare it with, as an index into `found.tokens` of a report: `comparison` says what differs. */
  compared?: number;
}

/**
 * Says what LiveKit answers, why, and what to do.
 *
 * @param text anything that was pasted; a value that is not a string is read as `String(text)`. An array is what was pasted one after the
 *   other, oldest first: the newest counts, and places in the report are those in `text.join("\n")`
 * @param options the time, and readings of the server's clock
 * @throws {TypeError} with the name of the wrong option
 * @throws {Error} named `CoreCrash` if the core crashed, which is a bug in why401; the next call works again
 */
export function diagnose(text: unknown, options?: Options): Promise<Report>;

/** An API key and its secret. */
export interface KeyPair {
  key: string;
  secret: string;
}

/** How a token is made. */
export interface MintOptions {
  /** The time from which it is valid, in milliseconds since 1970; `Date.now()` by default. */
  now?: number;
  /** Its life in seconds; 15 minutes by default. */
  ttl?: number;
}

/** A changed claim. */
export interface Change {
  /** The claim, such as `exp` or `video.roomJoin`; `alg` is the member of the header. */
  claim: string;
  /** Its JSON text before; `null` if it was absent. */
  was: string | null;
  /** Its JSON text now; `null` if it was removed. */
  is: string | null;
  /** The finding that it answers. */
  why: Code;
}

/** A right token, with its signature, and how its claims differ from those of the wrong one. */
export interface Repair {
  token: string;
  changes: Change[];
}

/**
 * Makes the token of a paste right with the pair of key and secret in the paste: the fewest changes after which LiveKit accepts it. For tests.
 *
 * @param text as for `diagnose`
 * @throws {Error} named `NotMade` if there is nothing to repair, or no change of claims would do; its message says why
 */
export function repair(text: unknown, options?: Options): Promise<Repair>;

/**
 * Makes a token that LiveKit accepts. For tests: a server makes its tokens with LiveKit's SDK.
 *
 * @param claims such as `{ sub: "alice", video: { roomJoin: true, room: "my-room" } }`; `iss`, `nbf` and `exp` are added
 * @throws {Error} named `NotMade` if a release of LiveKit would refuse it; its message says why
 */
export function mint(claims: object, pair: KeyPair, options?: MintOptions): Promise<string>;

/** A value that a copy does not have any more. */
export interface Removed {
  /** What it was. */
  kind: "signature" | "jwe" | "private_key" | "cookie" | "authorization" | "code" | "refresh_token" | "token" | "secret" | "identity" | "address";
  /** The label in its place, such as `<secret.1>`. The same value always has the same one. */
  label: string;
  /** How often it was there. */
  count: number;
}

/** What else is replaced in a copy. */
export interface SanitizeOptions {
  /** What shows who somebody is: identities, names, e-mail addresses, telephone numbers. A token can still be decoded. */
  identities?: boolean;
  /** IP addresses, except those of a machine itself. */
  addresses?: boolean;
}

/** A copy of a text that is safe to share. */
export interface Sanitized {
  /** The copy. JSON is still JSON, and every line has its number. */
  text: string;
  /** What was removed. Empty if the text was safe already. */
  removed: Removed[];
  /** What the text has that was not looked at, such as pictures in base64, in words. */
  notLookedAt: string[];
}

/**
 * Makes a copy of a paste, log, HAR or file of settings that is safe to share: signatures, encrypted tokens, secrets, private keys, cookies,
 * credentials and codes become labels wherever they are, in any coding. Claims stay, unless the options say otherwise.
 *
 * @param text a value that is not a string is read as `String(text)`
 * @throws {TypeError} with the name of the wrong option
 */
export function sanitize(text: unknown, options?: SanitizeOptions): Promise<Sanitized>;

/**
 * Chooses the language of all that is said from now on, in reports, repairs, files and copies. Codes, names of fields, and the words of errors
 * and of code stay as they are.
 *
 * @param messages translations by their English messages, such as `core` of `why401/languages/zh.json`, or `null` for English. A message without
 *   a translation stays English
 * @throws {TypeError} if it is neither
 */
export function setLanguage(messages: Readonly<Record<string, string>> | null): Promise<void>;

/** What `diagnoseFile` needs beyond the file. */
export interface FileOptions {
  /** When the server was asked where the file does not tell, in milliseconds since 1970; `Date.now()` by default. */
  now?: number;
  /** Called after each chunk, with the bytes and the uses of tokens so far. */
  onProgress?: (progress: { bytes: number; tokens: number }) => void;
  /** Ends the reading. */
  signal?: AbortSignal;
}

/** A file: a `Blob`, a stream of the web, a stream of Node.js, or anything that gives its chunks in turn. */
export type FileSource = Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array | string> | Iterable<Uint8Array>;

/**
 * Reads a log, a HAR or any other text of any size, in chunks, and says what becomes of each token in it. A line's own time is when the server
 * was asked. Gzip is unpacked. Neither the rows nor the groups have a signature. Times are in seconds since 1970.
 *
 * @throws what `signal` was aborted with, or what the source fails with
 */
export function diagnoseFile(source: FileSource, options?: FileOptions): Promise<Overview>;

/** A message as plain words, its instants in UTC. */
export function toText(parts: readonly Part[]): string;
