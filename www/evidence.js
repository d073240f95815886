// @ts-check
// The visible form of the paste: secrets are masked by value, tokens are colored by part.
import { h } from "./dom.js";
import { count, visible } from "./words.js";

/** @typedef {import("./report.d.ts").Report} Report */
/** @typedef {import("./report.d.ts").Span} Span */

/** The maximum number of characters of a paste that are shown. */
const SHOWN = 20_000;

/**
 * The secrets in the paste, longest first. A key that the report leaves out counts too: key and secret may be swapped.
 * @param {Report} report
 * @param {string} text
 * @returns {string[]}
 */
export function secrets(report, text) {
  const found = report.found.pairs.flatMap(({ key, secret_span, spans }) => {
    const secret = secret_span ? [cut(text, secret_span)] : [];
    const untold = key === null ? [] : spans.map((span) => cut(text, span)).filter((value) => !value.includes(key));
    return [...secret, ...untold];
  });
  return [...new Set(found)].filter((value) => value.length > 2).sort((a, b) => b.length - a.length);
}

/**
 * The paste as nodes.
 * @param {Report} report
 * @param {string} text
 * @param {boolean} revealed
 */
export function pastedText(report, text, revealed) {
  const tokens = report.found.tokens.flatMap(({ spans }) => spans);
  const hidden = revealed ? [] : secrets(report, text);
  const shown = text.slice(0, SHOWN);
  /** @type {import("./dom.js").Child[]} */
  const nodes = [];
  let from = 0;
  for (const { start, end } of tokens.sort((a, b) => a.start - b.start)) {
    if (start < from || start >= shown.length) continue;
    nodes.push(masked(shown.slice(from, start), hidden), h("span", { class: "token" }, tokenParts(masked(shown.slice(start, end), hidden))));
    from = end;
  }
  nodes.push(masked(shown.slice(from), hidden));
  if (text.length > SHOWN) nodes.push(`… and ${count(text.length - SHOWN, "character")} more`);
  return h("pre", { class: "pasted", translate: "no", tabindex: 0, role: "region", "aria-label": "What you pasted" }, nodes.map(legible));
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

/**
 * @param {string} text
 * @param {string[]} hidden
 */
function masked(text, hidden) {
  return hidden.reduce((rest, secret) => rest.replaceAll(secret, "•••"), text);
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

/**
 * @param {string} text
 * @param {Span} span
 */
function cut(text, { start, end }) {
  return text.slice(start, end);
}
