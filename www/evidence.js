// @ts-check
// The visible form of the paste: what the report hides is masked, tokens are colored by part.
import { h } from "./dom.js";
import { count, visible } from "./words.js";

/** @typedef {import("./report.d.ts").Report} Report */
/** @typedef {import("./report.d.ts").Span} Span */

/** The maximum number of characters of a paste that are shown. */
const SHOWN = 20_000;

/**
 * The paste as nodes.
 * @param {Report} report
 * @param {string} text
 * @param {boolean} revealed
 */
export function pastedText(report, text, revealed) {
  const nodes = pieces(report, text, revealed).map(({ token, shown }) => token ? h("span", { class: "token" }, tokenParts(shown)) : shown);
  if (text.length > SHOWN) nodes.push(`… and ${count(text.length - SHOWN, "character")} more`);
  return h("pre", { class: "pasted", translate: "no", tabindex: 0, role: "region", "aria-label": "What you pasted" }, nodes.map(legible));
}

/**
 * The beginning of the paste in pieces: tokens, and the text between them without what the report hides.
 * @param {Report} report
 * @param {string} text
 * @param {boolean} revealed
 * @returns {{ token: boolean, shown: string }[]}
 */
export function pieces(report, text, revealed) {
  const tokens = report.found.tokens.flatMap(({ spans }) => spans).map((span) => ({ ...span, token: true }));
  const hidden = (revealed ? [] : report.found.hidden).map((span) => ({ ...span, token: false }));
  const end = Math.min(text.length, SHOWN);
  const found = [];
  let from = 0;
  for (const span of [...tokens, ...hidden].sort((a, b) => a.start - b.start)) {
    if (span.start < from || span.start >= end) continue;
    const shown = span.token ? text.slice(span.start, Math.min(span.end, end)) : "•••";
    found.push({ token: false, shown: text.slice(from, span.start) }, { token: span.token, shown });
    from = span.end;
  }
  found.push({ token: false, shown: text.slice(from, end) });
  return found.filter(({ shown }) => shown !== "");
}

/**
 * The text without the given spans.
 * @param {string} text
 * @param {Span[]} spans
 */
export function without(text, spans) {
  return [...spans].sort((a, b) => b.start - a.start).reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
}

/**
 * Whether anything but white space and quotes is left of a paste.
 * @param {string} text
 */
export function worthKeeping(text) {
  return /[^\s"'`,;:={}[\]]/.test(text);
}

/** @param {string} token */
function tokenParts(token) {
  return token.split(".").flatMap((part, index) => [index > 0 && ".", h("span", { class: `part${index}` }, part)]);
}

/**
 * A text with its invisible characters made visible, except line ends and tabs.
 * @param {import("./dom.js").Child} child
 */
function legible(child) {
  if (typeof child !== "string") return child;
  return child.split(/([\n\t])/).map((piece, index) => index % 2 ? piece : unseen(piece));
}

/**
 * A text with its invisible characters written out and marked.
 * @param {string} text
 */
export function unseen(text) {
  return visible(text).map((piece, index) => index % 2 ? h("mark", { title: "an invisible character" }, piece) : piece);
}
