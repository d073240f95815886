// @ts-check
// The verdict, what to do, what may be the cause, and the server's steps.
import { CoreCrash } from "./core.js";
import { h } from "./dom.js";
import { unseen } from "./evidence.js";
import { prose, sentence, time } from "./parts.js";
import { duration, toText } from "./words.js";

/** @typedef {import("./report.d.ts").Report} Report */
/** @typedef {import("./parts.js").Context} Context */

/**
 * @param {Report} report
 * @param {Context} context
 */
export function verdictView(report, context) {
  const { verdict, candidates, next } = report;
  return h("section", { class: `verdict ${verdict.outcome}`, "aria-label": "Verdict" },
    h("p", { class: "sign", "aria-hidden": "true" }, sign(report)),
    h("div", { class: "says" },
      h("h1", { id: "verdict" }, sentence(verdict.message, context).map((child) => emphasis(child, verdict.outcome))),
      h("div", { class: "fix" }, prose(verdict.fix, context, "fix")),
      next && toText(next) !== toText(verdict.fix) && h("div", { class: "next" }, h("h2", null, "Paste this next"), prose(next, context, "next")),
      candidates.length > 0 && candidatesView(report, context),
      asOf(report, context)));
}

/**
 * The checks of the server in its order, up to the one at which it stops.
 * @param {Report} report
 */
export function stepsView({ steps, tokens: [token] }) {
  /** @type {Record<string, string | undefined>} */
  const looksAt = { Signature: valueOf(token?.header, "alg"), "API key": valueOf(token?.claims, "iss") };
  return steps.length > 0 && h("ol", { class: "steps", "aria-label": "Checks of the server, in order" }, steps.map(({ name, state }) =>
    h("li", { class: state },
      h("b", null, h("i", { "aria-hidden": "true" }, MARKS[state]), name),
      h("span", null, state === "passes" && looksAt[name] ? [h("span", { class: "unseen" }, "passes: "), h("code", null, unseen(looksAt[name]))] : STATES[state]))));
}

/**
 * @param {import("./report.d.ts").Claim[] | null | undefined} claims
 * @param {string} name
 */
function valueOf(claims, name) {
  return claims?.find((claim) => claim.name === name)?.value.slice(0, 80);
}

/**
 * Why there is no answer: the core crashed, or could not be loaded.
 * @param {Error} fault
 */
export function faultView(fault) {
  const isCrash = fault instanceof CoreCrash;
  return h("section", { class: "verdict depends", "aria-label": "Verdict" },
    h("p", { class: "sign", "aria-hidden": "true" }, "!"),
    h("div", { class: "says" },
      h("h1", { id: "verdict" }, isCrash ? "This is a bug in why401, not in your token." : "why401 could not start."),
      h("div", { class: "fix" },
        h("p", null, fault.message),
        isCrash && h("p", null, "Your paste is kept. Change it, and a new copy of the core reads it. Please report this bug with the shortest paste that shows it, and with a made-up secret."))));
}

/**
 * @param {Report} report
 * @param {Context} context
 */
function candidatesView({ candidates }, context) {
  const items = candidates.map(({ message, check }, index) => h("li", null, h("b", null, sentence(message, context)), prose(check, context, `check-${index}`)));
  return h("div", { class: "candidates" }, h("h2", null, "Most often it is one of these"),
    h("ol", null, items.slice(0, FIRST)),
    items.length > FIRST && h("details", null, h("summary", null, `${items.length - FIRST} more`), h("ol", { start: FIRST + 1 }, items.slice(FIRST))));
}

/**
 * @param {Report} report
 * @param {Context} context
 */
function asOf({ asked_at: { earliest, latest, assumed }, answers: [newest], changes_at, tokens }, context) {
  const { now, needle, moved } = context;
  if (tokens.length === 0 && assumed) return null;
  const facts = [
    needle ? ["If the server were asked at ", time(earliest, now)] : assumed ? ["As of now, ", time(now, now), ": the paste does not show when the server was asked"]
      : latest - earliest < 2 ? ["As of ", time(earliest, now), ", read from the paste"]
        : ["As of a time between ", time(earliest, now), " and ", time(latest, now), ", read from the paste"],
    newest?.exact && [`exact for ${releases(newest)}`],
    changes_at !== null && ["changes at ", time(changes_at, now)],
    Math.abs(moved) > 2 && [`this computer’s clock was set ${duration(Math.abs(moved))} ${moved < 0 ? "back" : "ahead, or it slept"} meanwhile`],
  ];
  return h("p", { class: "asof" }, facts.filter((fact) => !!fact).map((fact, index) => [index > 0 && " · ", fact]));
}

/** @param {{ since: string, until: string | null }} group of releases */
export function releases({ since, until }) {
  return until === null ? `${since} and newer` : since === until ? since : `${since} – ${until}`;
}

/**
 * The answer at a glance: the status, if it is known.
 * @param {Report} report
 */
function sign({ verdict: { outcome }, answers: [newest] }) {
  if (outcome === "accepts") return "200";
  return outcome === "refuses" ? String(newest?.status ?? 401) : "?";
}

/**
 * The word of the outcome in its color.
 * @param {import("./dom.js").Child} child
 * @param {string} outcome
 */
function emphasis(child, outcome) {
  if (!Array.isArray(child)) return child;
  return child.map((piece) => typeof piece === "string" ? piece.split(new RegExp(`\\b(${outcome})\\b`)).map((word, index) => index % 2 ? h("em", null, word) : word) : piece);
}

/** The number of candidates that are visible at once. */
const FIRST = 3;
const MARKS = { passes: "✓", fails: "✗", unchecked: "?", unreached: "·" };
const STATES = { passes: "passes", fails: "fails", unchecked: "not checked", unreached: "skipped" };
