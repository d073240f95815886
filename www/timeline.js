// @ts-check
// The validity of a token as a picture: not before, expiration, the leeway at both ends, when the server was asked, and now; with a
// needle to try another moment.
import { h, svg } from "./dom.js";
import { duration, instant, isoTime } from "./words.js";

/** @typedef {import("./report.d.ts").Report} Report */
/**
 * A moment that the reader tries, and the time of the request in the report before.
 * @typedef {{ at: number, read: Report["asked_at"] }} Needle
 */
/** @typedef {{ now: number, width: number, needle: Needle | null }} Context */
/** @typedef {{ name: string, at: number, until: number, above: boolean }} Mark  an instant, or an interval that contains it */

/** The leeway of every LiveKit release so far at both ends, in seconds. */
const LEEWAY = 60;
/** An instant this close to now, in seconds, is drawn as now. */
const JUST_NOW = 10;
/** A picture narrower than this, in CSS pixels, is vertical. */
const WIDE = 560;
/** Steps of the needle from end to end. */
export const STEPS = 1000;
/** Room for a label. */
const LABEL = 140;

/**
 * @param {Report} report
 * @param {Context} context
 */
export function timelineView(report, { now, width, needle }) {
  const [{ iat, nbf, exp }] = report.tokens;
  const start = nbf ?? iat;
  if (start === null && exp === null) return null;
  const marks = marksOf(report, now, needle);
  const label = marks.map(({ name, at }) => `${name}: ${instant(at)}`).join(", ");
  const life = start !== null && exp !== null ? `Valid for ${duration(Math.max(0, exp - start))}. ` : exp === null ? "It never expires. " : "";
  const picture = width >= WIDE ? lying(marks, { start: nbf, exp }, needleScale(report, now, needle), width - 2, now) : upright(marks, { start: nbf, exp }, width - 2, now);
  return h("section", { class: "time" }, h("h2", null, "Validity"),
    h("div", { class: "card" }, svg("svg", { viewBox: `0 0 ${picture.width} ${picture.height}`, width: picture.width, height: picture.height, role: "img", "aria-label": `Validity of the token. ${label}` },
      svg("defs", null, svg("pattern", { id: "leeway", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, svg("line", { class: "hatch", x1: 0, y1: 0, x2: 0, y2: 5 }))),
      picture.nodes),
    h("p", { class: "needle" }, h("input", {
      type: "range", min: 0, max: STEPS, step: 1, "data-needle": true, "aria-label": "When the server is asked", "aria-valuetext": instant(askedAt(report, needle)),
    }))),
    h("p", { class: "note" }, life, `Hatched: ${LEEWAY} s of leeway. Not to scale; all times are UTC. `,
      needle ? h("button", { type: "button", class: "link", "data-action": "unask" }, "Back to the time of the request") : "Drag the needle or use its arrow keys to try another time."));
}

/**
 * The instant of the needle.
 * @param {Report} report
 * @param {Needle | null} needle
 */
export function askedAt({ asked_at }, needle) {
  return needle?.at ?? asked_at.latest;
}

/**
 * Places from 0 to 1 for the instants that the needle can have: a little more than the token's validity, now, and when the server
 * was asked.
 * @param {Report} report
 * @param {number} now
 * @param {Needle | null} needle
 */
export function needleScale({ tokens: [{ iat, nbf, exp }], asked_at }, now, needle) {
  const { earliest, latest } = needle?.read ?? asked_at;
  const start = nbf ?? iat;
  const ends = [start === null ? [] : [start - 3 * LEEWAY, start - LEEWAY], exp === null ? [] : [exp + LEEWAY, exp + 3 * LEEWAY]].flat();
  return scale([iat, nbf, exp, now, earliest, latest, ...ends].flatMap((at) => at === null || isoTime(at) === null ? [] : [at]));
}

/**
 * The marks, in the order of time.
 * @param {Report} report
 * @param {number} now
 * @param {Needle | null} needle
 * @returns {Mark[]}
 */
function marksOf({ tokens: [{ iat, nbf, exp }], asked_at, clocks }, now, needle) {
  const { earliest, latest, assumed } = needle?.read ?? asked_at;
  const together = iat !== null && iat === nbf;
  const justNow = Math.abs(latest - now) < JUST_NOW;
  /** @type {[string, number | null, number | null, boolean][]} */
  const all = [
    ["iat", together ? null : iat, iat, false],
    [together ? "iat, nbf" : "nbf", nbf, nbf, false],
    ["exp", exp, exp, false],
    assumed ? ["now", now, now, true] : [justNow ? "server asked, now" : "server asked", earliest, latest, true],
    ["now, here", assumed || justNow ? null : now, now, true],
    ["if asked", needle && needle.at, null, true],
  ];
  for (const { clock, reference, least, most } of clocks) {
    const [from, to] = [least ?? most ?? 0, most ?? least ?? 0];
    if (reference === "browser" && Math.abs(from + to) > JUST_NOW) all.push([`now, ${clock.replace("minter", "token maker")}`, now + from, now + to, true]);
  }
  return all.flatMap(([name, at, until, above]) => at === null || isoTime(at) === null ? [] : [{ name, at, until: until ?? at, above }])
    .sort((a, b) => a.at - b.at);
}

/**
 * From left to right.
 * @param {Mark[]} marks
 * @param {{ start: number | null, exp: number | null }} life
 * @param {ReturnType<typeof scale>} scale
 * @param {number} width
 * @param {number} now
 */
function lying(marks, { start, exp }, { place }, width, now) {
  const edge = 64;
  const x = (/** @type {number} */ at) => edge + place(at) * (width - 2 * edge);
  const from = start === null ? 0 : x(start);
  const to = exp === null ? width : x(exp);
  const middle = 70;
  const texts = [...spread(marks.filter(({ above }) => above), x, width), ...spread(marks.filter(({ above }) => !above), x, width)];
  return {
    width, height: 132,
    nodes: [
      svg("line", { class: "axis", x1: 0, x2: width, y1: middle, y2: middle }),
      to > from && svg("rect", { class: "life", x: from, y: middle - 10, width: to - from, height: 20 }),
      start !== null && band(x(start - LEEWAY), from, middle),
      exp !== null && band(to, x(exp + LEEWAY), middle),
      texts.map(({ mark, at }) => {
        const here = x(mark.at);
        const end = Math.max(x(mark.until), here + 3);
        const top = mark.above ? 40 : middle - 14;
        const kind = mark.above ? mark.name.startsWith("now,") ? "here" : "asked" : "limit";
        return svg("g", { class: kind },
          svg("rect", { x: here - 1.5, y: top, width: end - here, height: mark.above ? 44 : 34, rx: 1.5 }),
          svg("text", { class: "name", x: at, y: mark.above ? 16 : 104 }, mark.name),
          svg("text", { x: at, y: mark.above ? 32 : 121 }, clock(mark.at, now)));
      }),
    ],
  };
}

/**
 * From top to bottom, one row for each mark.
 * @param {Mark[]} marks
 * @param {{ start: number | null, exp: number | null }} life
 * @param {number} width
 * @param {number} now
 */
function upright(marks, { start, exp }, width, now) {
  const row = 46;
  const bar = 22;
  const y = (/** @type {number} */ at) => 30 + row * marks.findIndex((mark) => mark.at === at);
  const height = 60 + row * (marks.length - 1);
  const from = start === null ? 0 : y(start);
  const to = exp === null ? height : y(exp);
  return {
    width, height,
    nodes: [
      svg("line", { class: "axis", x1: bar, x2: bar, y1: 0, y2: height }),
      to > from && svg("rect", { class: "life", x: bar - 8, y: from, width: 16, height: to - from }),
      start !== null && svg("rect", { class: "leeway", x: bar - 8, y: from - 12, width: 16, height: 12 }),
      exp !== null && svg("rect", { class: "leeway", x: bar - 8, y: to, width: 16, height: 12 }),
      marks.map((mark, index) => {
        const here = 30 + row * index;
        const kind = mark.above ? mark.name.startsWith("now,") ? "here" : "asked" : "limit";
        const away = Math.round(Math.abs(mark.at - now));
        return svg("g", { class: kind },
          svg("rect", { x: bar - 14, y: here - 1.5, width: 28, height: 3, rx: 1.5 }),
          svg("text", { class: "name left", x: bar + 28, y: here - 2 }, mark.name, away > 0 && ` · ${duration(away)} ${mark.at < now ? "ago" : "ahead"}`),
          svg("text", { class: "left", x: bar + 28, y: here + 14 }, clock(mark.at, now)));
      }),
    ],
  };
}

/**
 * Places from 0 to 1 for instants, in their order; the width of a gap is logarithmic, so that a minute is still visible next to a
 * month.
 * @param {number[]} instants
 */
export function scale(instants) {
  const knots = [...new Set(instants)].sort((a, b) => a - b);
  let sum = 0;
  const places = knots.map((at, index) => (sum += index === 0 ? 0 : Math.log2(1 + (at - knots[index - 1]) / 20)));
  /**
   * @param {number[]} from
   * @param {number[]} to
   * @param {number} value
   */
  const between = (from, to, value) => {
    const later = from.findIndex((knot) => knot > value);
    const next = later < 0 ? from.length - 1 : Math.max(later, 1);
    const part = (value - from[next - 1]) / (from[next] - from[next - 1]);
    return to[next - 1] + Math.min(Math.max(part, 0), 1) * (to[next] - to[next - 1]);
  };
  return {
    place: (/** @type {number} */ at) => between(knots, places, at) / sum,
    instant: (/** @type {number} */ place) => Math.round(between(places, knots, place * sum)),
  };
}

/**
 * Places for labels, near their marks and without overlap.
 * @param {Mark[]} marks in the order of time
 * @param {(at: number) => number} x
 * @param {number} width
 */
export function spread(marks, x, width) {
  const texts = marks.map((mark) => ({ mark, at: (x(mark.at) + x(mark.until)) / 2 }));
  texts.forEach((text, index) => { text.at = Math.max(text.at, index === 0 ? LABEL / 2 : texts[index - 1].at + LABEL); });
  texts.reduceRight((limit, text) => (text.at = Math.min(text.at, limit)) - LABEL, width - LABEL / 2);
  return texts;
}

/**
 * @param {number} from
 * @param {number} to
 * @param {number} middle
 */
function band(from, to, middle) {
  return svg("rect", { class: "leeway", x: from, y: middle - 10, width: Math.max(0, to - from), height: 20 });
}

/**
 * The time of day in UTC, with its date unless that is today.
 * @param {number} at
 * @param {number} now
 */
function clock(at, now) {
  const [then, today] = [new Date(at * 1000), new Date(now * 1000)].map((date) => date.toUTCString());
  const [, day, month, year, time] = then.split(" ");
  if (then.slice(0, 16) === today.slice(0, 16)) return time;
  return `${Number(day)} ${month}${today.includes(year) ? "" : ` ${year}`}, ${time}`;
}
