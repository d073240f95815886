// Where an instant is in the picture of a token's validity.

/** The ends of a validity and the leeway at both, in seconds. A token without one of them has `null`. */
export interface Validity {
  readonly start: number | null;
  readonly end: number | null;
  readonly leeway: number;
}

/** Places from 0 to 1. */
export interface Scale {
  place(at: number): number;
  /** To the second. */
  instant(place: number): number;
  /** Whether the time before and after the validity is drawn shorter than it is. */
  readonly broken: readonly [boolean, boolean];
}

/** In seconds: what a picture shows of a validity without an end. */
const OPEN = 3600;

/**
 * Linear within the validity. The leeway at its ends is drawn wider than it is, and the time outside is as short as it must be to
 * contain the other instants.
 */
export function scale({ start, end, leeway }: Validity, others: readonly number[]): Scale {
  const margin = 3 * leeway;
  const first = start ?? Math.min(...others, (end ?? 0) - OPEN);
  const last = end ?? Math.max(...others, first + OPEN);
  const low = Math.min(first - (start === null ? 0 : margin), last, ...others);
  const high = Math.max(last + (end === null ? 0 : margin), first, ...others);
  // A token that ends before it begins has no validity to draw: its ends are where they are.
  const inner: [number, number][] = last > first
    ? [...(start === null ? [] : [[first - leeway, 0.08] as [number, number]]), [first, start === null ? 0 : 0.14], [last, end === null ? 1 : 0.86], ...(end === null ? [] : [[last + leeway, 0.92] as [number, number]])]
    : [[last, 0.35], [first, 0.65]];
  const knots = ([[low, 0], ...inner, [high, 1]] as [number, number][]).filter(([at], index, all) => index === 0 || at > (all[index - 1]?.[0] ?? -Infinity));
  return {
    place: (at) => between(knots, at),
    instant: (place) => Math.round(between(knots.map(([at, place]) => [place, at]), place)),
    broken: [low < first - margin, high > last + margin],
  };
}

/** The value that belongs to `at`, between two of the knots, which are in order. */
function between(knots: readonly (readonly [number, number])[], at: number): number {
  const later = knots.findIndex(([knot]) => knot > at);
  const next = later < 0 ? knots.length - 1 : Math.max(later, 1);
  const [from, value] = knots[next - 1] ?? [0, 0];
  const [to, other] = knots[next] ?? [1, 1];
  return value + Math.min(Math.max((at - from) / (to - from || 1), 0), 1) * (other - value);
}
