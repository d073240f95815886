// Parts of messages, states of checks, instants and durations as plain words.
import type { Check, Part } from "../index.d.ts";
import { isEnglish, isLatin, language, t } from "./language.ts";

/** A message as plain words. */
export function toText(parts: readonly Part[]): string {
  return parts.map((part) => {
    switch (part.kind) {
      case "instant": return instant(part.at);
      case "duration": return duration(part.seconds);
      default: return part.text;
    }
  }).join("");
}

/** How a check ended. */
export function stateName(state: Check["state"]): string {
  switch (state) {
    case "passes": return t("passes");
    case "fails": return t("fails");
    case "warns": return t("passes with a warning");
    case "unchecked": return t("not checked");
    case "unreached": return t("skipped");
  }
}

/** An instant in UTC, in seconds since 1970, such as `2026-11-24 10:44:03 UTC`, which is the same in every language. */
export function instant(at: number): string {
  const iso = isoTime(at);
  return iso ? `${iso.replace("T", " ")} UTC` : t("{0} s since 1970", String(at));
}

/** `2026-11-24T10:44:03` in UTC, or `null` if no calendar has it. */
export function isoTime(at: number): string | null {
  const date = new Date(Math.floor(at) * 1000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, -5);
}

/**
 * The same instant in this machine's time zone, such as `11:44:03`, with its date if that differs from the one in UTC; `null` if
 * the time zone is UTC.
 */
export function localTime(at: number): string | null {
  const utc = isoTime(at);
  if (!utc) return null;
  const offset = new Date(at * 1000).getTimezoneOffset();
  if (offset === 0) return null;
  const local = isoTime(at - offset * 60) ?? utc;
  return local.slice(0, -9) === utc.slice(0, -9) ? local.slice(-8) : local.replace("T", " ");
}

/** The time of day in UTC, with its date unless that is today: `10:44`, `24 Nov, 10:44`, `24 Nov 2027, 10:44`. */
export function clock(at: number, now: number): string {
  if (isoTime(at) === null) return instant(at);
  const [then, today] = [at, now].map((time) => new Date(time * 1000).toUTCString()) as [string, string];
  const [, day, month, year, time] = then.split(" ") as [string, string, string, string, string];
  const minute = time.slice(0, 5);
  if (then.slice(0, 16) === today.slice(0, 16)) return minute;
  if (!isEnglish()) {
    const named = today.includes(year) ? {} : { year: "numeric" as const };
    return new Intl.DateTimeFormat(language(), { ...named, day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" }).format(at * 1000);
  }
  return `${Number(day)} ${month}${today.includes(year) ? "" : ` ${year}`}, ${minute}`;
}

/** Two times of day in UTC, such as `24 Nov, 10:40 to 10:45 UTC`; one if they are in the same minute. */
export function span(first: number, last: number, now: number): string {
  const [from, to] = [clock(first, now), clock(last, now)];
  const isOneDay = isoTime(first)?.slice(0, 10) === isoTime(last)?.slice(0, 10);
  return from === to ? t("{0} UTC", from) : t("{0} to {1} UTC", from, isOneDay ? clock(last, last) : to);
}

/** A length of time in its two largest units, such as `3 h 12 min`. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return t("for ever");
  if (seconds < 10 && !Number.isInteger(seconds)) return amount(seconds, SECOND);
  const whole = Math.floor(seconds);
  const unit = UNITS.find((unit) => whole >= (unit.from ?? unit.length)) ?? SECOND;
  const { length, next, fine } = unit;
  const first = amount(Math.floor(whole / length), unit);
  const rest = next ? Math.floor((whole % length) / next.length) : 0;
  return next && rest > 0 && whole < length * fine ? both(first, amount(rest, next)) : first;
}

/** A number of units, with one decimal place if it is not whole. Where letters are Latin, `h` and `min` are known; Chinese, Japanese and Korean have words. */
function amount(value: number, { name, unit }: Unit): string {
  const places = { minimumFractionDigits: Number.isInteger(value) ? 0 : 1, maximumFractionDigits: 1 };
  if (isEnglish() || (isLatin() && unit !== "year")) return `${value.toLocaleString(language(), places)} ${name}`;
  const unitDisplay = unit === "year" ? "long" : "short";
  return new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay, ...places }).format(value);
}

/** Two amounts, between which some languages have a space and others nothing. */
function both(large: string, small: string): string {
  if (isLatin()) return `${large} ${small}`;
  return new Intl.ListFormat(language(), { type: "unit", style: "narrow" }).format([large, small]).replace(", ", " ");
}

/** How far an instant is from now, such as `3 h 12 min ago` or `in 5 min`. Both are in seconds since 1970. */
export function distance(at: number, now: number): string {
  const seconds = Math.floor(Math.abs(at - now));
  if (seconds === 0) return t("now");
  return at < now ? t("{0} ago", duration(seconds)) : t("in {0}", duration(seconds));
}

/** A number of bytes, such as `4.2 MB`. */
export function bytes(count: number): string {
  const [size, name, places] = count >= 1e9 ? [count / 1e9, "GB", 1] : count >= 1e6 ? [count / 1e6, "MB", 1] : [Math.ceil(count / 1000), "kB", 0];
  return `${size.toLocaleString(language(), { minimumFractionDigits: places, maximumFractionDigits: places, useGrouping: false })} ${name}`;
}

/**
 * Splits a text at invisible and misleading characters: controls, zero-width and direction characters. Every other piece is such
 * a character, written as its code point.
 */
export function visible(text: string): string[] {
  return text.split(UNSEEN).map((piece, index) =>
    index % 2 ? `U+${(piece.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}` : piece);
}

const UNSEEN = /([\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb])/u;

interface Unit {
  /** In English. */
  name: string;
  /** For `Intl`. */
  unit: string;
  /** In seconds. */
  length: number;
  /** The unit is used from this number of seconds on; its length by default. */
  from?: number;
  /** The smaller unit for the remainder. */
  next?: Unit;
  /** From this number on, the smaller unit is left out. */
  fine: number;
}

const SECOND: Unit = { name: "s", unit: "second", length: 1, fine: 0 };
const MINUTE: Unit = { name: "min", unit: "minute", length: 60, next: SECOND, fine: 10 };
const HOUR: Unit = { name: "h", unit: "hour", length: 3600, next: MINUTE, fine: Infinity };
const DAY: Unit = { name: "d", unit: "day", length: 86_400, next: HOUR, fine: 14 };
const YEAR: Unit = { name: "years", unit: "year", length: 365.25 * 86_400, from: 2 * 365.25 * 86_400, fine: 0 };
const UNITS = [YEAR, DAY, HOUR, MINUTE, SECOND];
