// @ts-check
// Messages as nodes: words, code, instants in UTC and local time, blocks to copy.
import { h } from "./dom.js";
import { unseen } from "./evidence.js";
import { duration, instant, isoTime, localTime } from "./words.js";

/** @typedef {import("./report.d.ts").Part} Part */
/** @typedef {{ now: number, moved: number, copied: string | null, needle: import("./timeline.js").Needle | null }} Context */

/**
 * A message as one line.
 * @param {readonly Part[]} parts
 * @param {Context} context
 * @returns {import("./dom.js").Child[]}
 */
export function sentence(parts, context) {
  return parts.map((part) => {
    switch (part.kind) {
      case "text": return unseen(part.text);
      case "code": return h("code", null, unseen(part.text));
      case "instant": return time(part.at, context.now);
      case "duration": return h("span", { class: "duration" }, duration(part.seconds));
    }
  });
}

/**
 * A message as paragraphs, with blocks to copy for code that has its own lines.
 * @param {readonly Part[]} parts
 * @param {Context} context
 * @param {string} name unique among the messages on the page
 * @returns {import("./dom.js").Child[]}
 */
export function prose(parts, context, name) {
  return lines(parts).map((line, index) => {
    const [only, ...others] = line.filter((part) => part.kind !== "text" || part.text.trim() !== "");
    if (!only) return null;
    if (only.kind === "code" && others.length === 0) return copyable(only.text, `${name}-${index}`, context);
    return h("p", null, sentence(line, context));
  });
}

/**
 * An instant in UTC, and in this machine's time zone if that differs.
 * @param {number} at seconds since 1970
 * @param {number} now seconds since 1970
 */
export function time(at, now) {
  const iso = isoTime(at);
  if (!iso) return h("span", null, instant(at));
  const local = localTime(at);
  const today = iso.slice(0, -9) === isoTime(now)?.slice(0, -9);
  return h("time", { datetime: `${iso}Z` }, today ? iso.slice(-8) : iso.replace("T", " "), " UTC", local && h("span", { class: "local" }, ` (${local} here)`));
}

/**
 * @param {string} text
 * @param {string} name
 * @param {Context} context
 */
function copyable(text, name, context) {
  return h("div", { class: "block" },
    h("pre", { tabindex: 0, role: "region", "aria-label": "Code to copy" }, h("code", null, text.replace(/\n$/, ""))),
    h("button", { type: "button", "data-action": "copy", "data-what": name }, context.copied === name ? "Copied" : "Copy"));
}

/**
 * Splits a message at the line ends of its words; code with line ends gets its own lines, and so does final code after a colon.
 * @param {readonly Part[]} parts
 * @returns {Part[][]}
 */
export function lines(parts) {
  /** @type {Part[][]} */
  const all = [[]];
  for (const [index, part] of parts.entries()) {
    const before = parts[index - 1];
    const isAnnounced = index === parts.length - 1 && before?.kind === "text" && before.text.endsWith(": ");
    if (part.kind === "code" && (isAnnounced || part.text.includes("\n"))) all.push([part], []);
    else if (part.kind === "text") {
      part.text.split("\n").forEach((text, index) => {
        if (index > 0) all.push([]);
        if (text !== "") all[all.length - 1].push({ kind: "text", text });
      });
    } else all[all.length - 1].push(part);
  }
  return all;
}
