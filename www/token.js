// @ts-check
// The content of a token: its grants in words, its claims with times, its defects; and the answer of each release to it.
import { h } from "./dom.js";
import { unseen } from "./evidence.js";
import { prose, sentence } from "./parts.js";
import { count, distance, instant, localTime } from "./words.js";
import { releases } from "./verdict.js";

/** @typedef {import("./report.d.ts").Claim} Claim */
/** @typedef {import("./report.d.ts").Report} Report */
/** @typedef {import("./report.d.ts").Token} Token */
/** @typedef {import("./parts.js").Context} Context */

/** The maximum number of rows in a table, and of characters in a value. */
const ROWS = 300;
const CHARACTERS = 1500;

/**
 * @param {Token} token
 * @param {Context} context
 */
export function grantsView({ grants }, context) {
  return grants.length > 0 && h("section", null, h("h2", null, "Permissions"),
    h("ul", { class: "grants" }, grants.map(({ claim, allows, default: byDefault, message }) =>
      h("li", { class: allows ? "allows" : "denies" },
        h("i", { "aria-hidden": "true" }, allows ? "✓" : "✗"),
        h("span", null, sentence(message, context), byDefault && h("span", { class: "soft" }, " by default")),
        h("code", null, claim)))));
}

/**
 * @param {Token} token
 * @param {Context} context
 */
export function defectsView({ defects }, context) {
  return defects.length > 0 && h("section", null, h("h2", null, "Format problems"),
    h("ul", { class: "card findings" }, defects.map(({ message }, index) => h("li", null, prose(message, context, `defect-${index}`)))));
}

/**
 * The claims set and the JOSE header, exact values first.
 * @param {Token} token
 * @param {Context} context
 */
export function claimsView({ claims, header, minter }, context) {
  if (!claims && !header) return null;
  return h("section", null, h("h2", null, "Claims"),
    h("div", { class: "card" },
      claims && table("Payload", rows(claims, ""), context.now),
      header && table("Header", rows(header, ""), context.now)),
    minter && h("p", { class: "note" }, "Made by: ", minter));
}

/** @param {Report} report */
export function answersView({ answers, cloud }) {
  return answers.length > 0 && h("section", null, h("h2", null, "Answers by LiveKit release"),
    h("div", { class: "card" }, h("table", { class: "answers" },
      h("thead", null, h("tr", null, ["Releases", "Status", "Body"].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", null,
        answers.map((answer) => row(answer, releases(answer), "matches the answer in your paste", [
          h("code", null, answer.body === "" ? "(empty)" : unseen(answer.body)), !answer.exact && h("span", { class: "soft" }, " if key and secret are right")])),
        cloud && row(cloud, "LiveKit Cloud", "your paste has its URL", h("span", { class: "soft" }, "likely; its exact text is not public"))))));
}

/**
 * @param {{ status: number, told: boolean }} answer
 * @param {string} who
 * @param {string} why the row is marked
 * @param {import("./dom.js").Child} body
 */
function row({ status, told }, who, why, body) {
  return h("tr", { class: told && "told" },
    h("th", { scope: "row" }, who, told && h("small", null, why)),
    h("td", null, h("span", { class: status < 300 ? "status yes" : "status no" }, status)),
    h("td", null, body));
}

/**
 * @param {string} caption
 * @param {{ name: string, claim: Claim }[]} all
 * @param {number} now
 */
function table(caption, all, now) {
  return h("table", { class: "claims" }, h("caption", null, caption),
    h("tbody", null, all.slice(0, ROWS).map(({ name, claim }) => h("tr", null,
      h("th", { scope: "row" }, h("code", null, unseen(name))),
      h("td", null, h("code", { class: claim.kind }, unseen(short(claim)))),
      h("td", null, claim.instant !== null && instantView(claim.instant, now), claim.meaning && h("span", { class: "soft" }, claim.meaning)))),
    all.length > ROWS && h("tr", null, h("td", { colspan: 3 }, `and ${count(all.length - ROWS, "member")} more`))));
}

/**
 * @param {number} at
 * @param {number} now
 */
function instantView(at, now) {
  const local = localTime(at);
  return h("span", { class: "when" }, instant(at), local && ` · ${local} here`, h("b", null, ` · ${distance(at, now)} `));
}

/**
 * Members of objects and arrays as rows of their own, named by their path.
 * @param {Claim[]} claims
 * @param {string} path
 * @returns {{ name: string, claim: Claim }[]}
 */
function rows(claims, path) {
  return claims.flatMap((claim) => {
    const name = path + claim.name;
    return claim.members.length === 0 ? [{ name, claim }] : rows(claim.members, `${name}.`);
  });
}

/** @param {Claim} claim */
function short({ value }) {
  return value.length > CHARACTERS ? `${value.slice(0, CHARACTERS)}… (${count(value.length, "character")})` : value;
}
