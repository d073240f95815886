import type { Part, Report } from "./report.d.ts";

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

/** A message as plain words, its instants in UTC. */
export function toText(parts: readonly Part[]): string;
