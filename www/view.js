// @ts-check
// The report as nodes: the items found above the box, the answer below it.
import { h } from "./dom.js";
import { pastedText } from "./evidence.js";
import { framed } from "./host.js";
import { possible } from "./examples.js";
import { prose, time } from "./parts.js";
import { timelineView } from "./timeline.js";
import { answersView, claimsView, defectsView, grantsView } from "./token.js";
import { faultView, stepsView, verdictView } from "./verdict.js";
import { count, toText } from "./words.js";

/** @typedef {import("./report.d.ts").Report} Report */
/** @typedef {import("./app.js").State} State */

/**
 * The items found, as cards that can be removed.
 * @param {State} state
 * @param {string} text
 */
export function evidenceView({ report, now }, text) {
  if (text === "") return [];
  const { tokens, pairs, urls, dates, refusals, symptoms } = report?.found ?? { tokens: [], pairs: [], urls: [], dates: [], refusals: [], symptoms: [] };
  const cards = [
    ...tokens.map(({ label, spans }) => card("Token", label, spans)),
    ...pairs.map((pair) => card(pair.key === null ? "Secret" : pair.secret_length === null ? "API key" : "Pair", pairLabel(pair), pair.spans)),
    ...urls.map(({ origin, server, spans }) => card(server ? "Server" : "URL", origin, spans)),
    ...refusals.map(({ label, spans }) => card("Server’s answer", label, spans)),
    ...symptoms.filter(({ code }) => !refusals.some((refusal) => refusal.code === code)).map(({ label, spans }) => card("Clue", label, spans)),
    ...dates.map(({ label, earliest, spans }) => card(label, time(earliest, now), spans)),
  ];
  if (cards.length === 0) cards.push(h("li", { class: "nothing" }, report ? `Nothing recognized in ${count(text.trim().length, "character")}` : "Reading…"));
  return [cards, h("li", { class: "all" }, h("button", { type: "button", class: "link", "data-action": "restart" }, "Start over"))];
}

/**
 * @param {State} state
 * @param {string} text
 */
export function answerView(state, text) {
  const { report, fault } = state;
  if (text === "") return emptyView();
  if (fault !== null) return [faultView(fault)];
  if (!report) return [];
  const [token] = report.tokens;
  return [
    verdictView(report, state),
    stepsView(report),
    token && timelineView(report, state),
    findingsView(report, state),
    token && [defectsView(token, state), grantsView(token, state), claimsView(token, state)],
    report.tokens.length > 1 && h("p", { class: "note" }, `${count(report.tokens.length, "token")} are in the paste; this is the first. Remove it above to see the next.`),
    answersView(report),
    pastedView(state, report, text),
  ];
}

function emptyView() {
  return [
    h("p", { class: "examples" }, h("span", null, "See how it works:"), possible().map(({ name, index }) =>
      h("button", { type: "button", class: "chip", "data-action": "example", "data-index": index }, name))),
    h("div", { class: "worked" },
      h("section", null, h("h2", null, "You paste"),
        h("pre", null, "$ curl -si 'https://lk.example.com/rtc/validate?access_token=eyJhbGci…'\nHTTP/1.1 401 Unauthorized\nDate: Tue, 24 Nov 2026 10:41:07 GMT\n\ninvalid authorization token: token has invalid claims: token is not valid yet")),
      h("section", null, h("h2", null, "You read"),
        h("div", { class: "verdict refuses" }, h("p", { class: "sign", "aria-hidden": "true" }, "401"),
          h("div", { class: "says" }, h("h3", null, "LiveKit ", h("em", null, "refuses"), " this token: the machine that made it is ahead of the server’s clock."),
            h("div", { class: "fix" }, h("p", null, "The token is right, the clock is not. Set the clock by NTP where tokens are made: ", h("code", null, "sudo timedatectl set-ntp true"))))))),
  ];
}

/**
 * The findings that the verdict does not already contain.
 * @param {Report} report
 * @param {State} state
 */
function findingsView({ findings, verdict }, state) {
  const said = toText(verdict.message) + toText(verdict.fix);
  // A finding begins with a capital letter when it is a separate sentence.
  const others = findings.filter(({ certain, message, fix }, index) => !said.includes(toText(message).slice(1)) && !(index === 0 && certain && fix.length > 0 && said.includes(toText(fix))));
  return others.length > 0 && h("section", null, h("h2", null, "Also found"),
    h("ul", { class: "card findings" }, others.map(({ code, certain, message, fix }) => h("li", null,
      h("div", { class: "noticed" }, prose(message, state, code)), !certain && h("span", { class: "soft" }, "likely"), prose(fix, state, `${code}-fix`)))));
}

/**
 * @param {State} state
 * @param {Report} report
 * @param {string} text
 */
function pastedView(state, report, text) {
  const masked = report.found.hidden.length > 0;
  return h("section", { class: "last" }, h("h2", null, "What you pasted"),
    pastedText(report, text, state.revealed),
    h("p", { class: "tools" },
      masked && button("reveal", state.revealed ? "Mask secrets" : "Reveal secrets"),
      button("edit", "Edit in the box"),
      button("report", state.copied === "report" ? "Copied" : "Copy report as Markdown"),
      framed && button("share", "Tell this site the verdict"),
      h("span", { class: "note" }, "The report contains no secrets and no signatures.")));
}

/**
 * @param {string} kind
 * @param {import("./dom.js").Child} label
 * @param {import("./report.d.ts").Span[]} spans
 */
function card(kind, label, spans) {
  return h("li", null, h("b", null, kind), h("span", { class: "label" }, label),
    h("button", { type: "button", "data-action": "remove", "data-spans": JSON.stringify(spans), "aria-label": `Remove: ${kind}` }, "×"));
}

/** @param {import("./report.d.ts").FoundPair} pair */
function pairLabel({ key, secret_length, place }) {
  return [place, key, secret_length !== null && `secret ••• ${count(secret_length, "character")}`].filter(Boolean).join(" · ");
}

/**
 * @param {string} action
 * @param {string} label
 */
function button(action, label) {
  return h("button", { type: "button", class: "chip", "data-action": action }, label);
}
