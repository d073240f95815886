import type { Part, Report } from "./report.d.ts";

export type * from "./report.d.ts";

/**
 * Says what LiveKit answers, why, and what to do.
 *
 * @param text anything that was pasted; what is not a string is read as `String(text)`
 * @param options `now` is the clock of this machine in milliseconds since 1970, `Date.now()` if not given
 * @throws {Error} named `CoreCrash` if the core crashed, which is a bug of why401; the next call works again
 */
export function diagnose(text: unknown, options?: { now?: number }): Promise<Report>;

/** A message as plain words, its instants in UTC. */
export function toText(parts: readonly Part[]): string;
