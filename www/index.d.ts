import type { Part, Report } from "./report.d.ts";

export type * from "./report.d.ts";

/** An answer of the server that was looked at for its `Date`. All times are in milliseconds since 1970. */
export interface Sample {
  /** When it was asked, by the clock of this machine, and no later. */
  sent: number;
  /** When the answer had come, by the clock of this machine, and no earlier. */
  received: number;
  /** The `Date` of the answer. */
  date: number;
  /** Whether a proxy may have written the `Date`. */
  proxy?: boolean;
}

/** What is known beside what was pasted. All times are in milliseconds since 1970. */
export interface Options {
  /** The clock of this machine, `Date.now()` if not given. */
  now?: number;
  /** When the server was asked, by its clock; if not given, the paste tells, or now is taken. */
  askedAt?: number;
  /** Looks at the server's clock. */
  samples?: readonly Sample[];
}

/**
 * Says what LiveKit answers, why, and what to do.
 *
 * @param text anything that was pasted; what is not a string is read as `String(text)`
 * @param options the time, and what is known of the server
 * @throws {TypeError} naming the option that is not as it should be
 * @throws {Error} named `CoreCrash` if the core crashed, which is a bug of why401; the next call works again
 */
export function diagnose(text: unknown, options?: Options): Promise<Report>;

/** A message as plain words, its instants in UTC. */
export function toText(parts: readonly Part[]): string;
