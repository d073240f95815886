// @ts-check
// Parts of messages, instants and durations as plain words.

/** @typedef {import("./report.d.ts").Part} Part */

/**
 * A message as plain words.
 * @param {readonly Part[]} parts
 * @returns {string}
 */
export function toText(parts) {
  return parts.map((part) => {
    switch (part.kind) {
      case "instant": return instant(part.at);
      case "duration": return duration(part.seconds);
      default: return part.text;
    }
  }).join("");
}

/**
 * An instant in UTC, such as `2026-11-24 10:44:03 UTC`.
 * @param {number} at seconds since 1970
 * @returns {string}
 */
export function instant(at) {
  const iso = isoTime(at);
  return iso ? `${iso.replace("T", " ")} UTC` : `${at} s since 1970`;
}

/**
 * `2026-11-24T10:44:03` in UTC, or `null` if no calendar has it.
 * @param {number} at seconds since 1970
 * @returns {string | null}
 */
export function isoTime(at) {
  const date = new Date(Math.floor(at) * 1000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, -5);
}

/**
 * The same instant in this machine's time zone, such as `11:44:03`, with its date if that differs from the one in UTC; `null` if
 * the time zone is UTC.
 * @param {number} at seconds since 1970
 * @returns {string | null}
 */
export function localTime(at) {
  const utc = isoTime(at);
  if (!utc) return null;
  const offset = new Date(at * 1000).getTimezoneOffset();
  if (offset === 0) return null;
  const local = isoTime(at - offset * 60) ?? utc;
  return local.slice(0, -9) === utc.slice(0, -9) ? local.slice(-8) : local.replace("T", " ");
}

/**
 * A length of time in its two largest units, such as `3 h 12 min`.
 * @param {number} seconds
 * @returns {string}
 */
export function duration(seconds) {
  if (!Number.isFinite(seconds)) return "for ever";
  if (seconds < 10 && !Number.isInteger(seconds)) return `${seconds.toFixed(1)} s`;
  const whole = Math.floor(seconds);
  const { name, length, next, fine } = UNITS.find((unit) => whole >= (unit.from ?? unit.length)) ?? SECOND;
  const first = `${Math.floor(whole / length).toLocaleString("en")} ${name}`;
  const rest = next ? Math.floor((whole % length) / next.length) : 0;
  return next && rest > 0 && whole < length * fine ? `${first} ${rest} ${next.name}` : first;
}

/**
 * How far an instant is from now, such as `3 h 12 min ago` or `in 5 min`.
 * @param {number} at seconds since 1970
 * @param {number} now seconds since 1970
 * @returns {string}
 */
export function distance(at, now) {
  const seconds = Math.floor(Math.abs(at - now));
  if (seconds === 0) return "now";
  return at < now ? `${duration(seconds)} ago` : `in ${duration(seconds)}`;
}

/**
 * A number with its noun.
 * @param {number} number
 * @param {string} noun in the singular
 * @returns {string}
 */
export function count(number, noun) {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/**
 * Splits a text at invisible and misleading characters: controls, zero-width and direction characters. Every other piece is such
 * a character, written as its code point.
 * @param {string} text
 * @returns {string[]}
 */
export function visible(text) {
  return text.split(UNSEEN).map((piece, index) =>
    index % 2 ? `U+${/** @type {number} */ (piece.codePointAt(0)).toString(16).toUpperCase().padStart(4, "0")}` : piece);
}

const UNSEEN = /([\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb])/u;

/**
 * @typedef {object} Unit
 * @property {string} name
 * @property {number} length in seconds
 * @property {number} [from] the unit is used from this number of seconds on; its length by default
 * @property {Unit} [next] the smaller unit for the remainder
 * @property {number} fine from this number on, the smaller unit is left out
 */

/** @type {Unit} */
const SECOND = { name: "s", length: 1, fine: 0 };
/** @type {Unit} */
const MINUTE = { name: "min", length: 60, next: SECOND, fine: 10 };
/** @type {Unit} */
const HOUR = { name: "h", length: 3600, next: MINUTE, fine: Infinity };
/** @type {Unit} */
const DAY = { name: "d", length: 86_400, next: HOUR, fine: 14 };
/** @type {Unit} */
const YEAR = { name: "years", length: 365.25 * 86_400, from: 2 * 365.25 * 86_400, fine: 0 };
const UNITS = [YEAR, DAY, HOUR, MINUTE, SECOND];
