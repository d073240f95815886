// @ts-check
// The page: its state, its events, and the only render().
import * as wasm from "why401-wasm";
import { Core } from "./core.js";
import { morph } from "./dom.js";
import { without, worthKeeping } from "./evidence.js";
import { examples } from "./examples.js";
import { fit, framed, listen, share } from "./host.js";
import { wasmOfThisPage } from "./load.js";
import { markdown } from "./markdown.js";
import { prove, proofView } from "./proof.js";
import { STEPS, askedAt, needleScale } from "./timeline.js";
import { answerView, evidenceView } from "./view.js";
import { toText } from "./words.js";

/** @typedef {import("./report.d.ts").Report} Report */

/**
 * @typedef {object} State
 * @property {string} kept the text pasted so far; shown as evidence
 * @property {string} draft the text in the box
 * @property {Report | null} report about `kept` and `draft`
 * @property {Error | null} fault why there is no report, if the core failed
 * @property {boolean} revealed whether secrets are shown
 * @property {string | null} copied the name of what was copied last
 * @property {import("./proof.js").Attempt[] | null} proof the attempts to send data out of the page
 * @property {import("./timeline.js").Needle | null} needle the moment that the reader tries
 * @property {number} now the browser's clock, in seconds since 1970
 * @property {number} moved by how many seconds that clock was set since the first paste
 * @property {number} width of the answer, in CSS pixels
 */

const box = /** @type {HTMLTextAreaElement} */ (document.getElementById("box"));
const evidence = /** @type {HTMLElement} */ (document.getElementById("evidence"));
const answer = /** @type {HTMLElement} */ (document.getElementById("answer"));
const announcement = /** @type {HTMLElement} */ (document.getElementById("announcement"));
const proof = /** @type {HTMLElement} */ (document.getElementById("proof"));

const core = new Core(wasm, wasmOfThisPage);
// Loads the core early, so that the first paste need not wait; a failure is shown at that paste.
core.load().catch(() => {});

/** @type {State} */
const state = {
  kept: "", draft: "", report: null, fault: null, revealed: false, copied: null, proof: null, needle: null, now: Date.now() / 1000, moved: 0, width: answer.clientWidth,
};

/** Where each of the pastes in `kept` starts. @type {number[]} */
let starts = [];
/** Whether the text is an example, which makes room for a person's own. */
let isExample = false;
/** The words of the host of this frame, with which the paste begins. */
let given = "";
/** Whether a person has edited words of the host, so that they cannot be told apart any more. */
let isBlended = false;
/** The text that the core has read, and its search. @type {{ text: string, search: import("./core.js").Search } | null} */
let reading = null;
/** Since the first paste. @type {import("./core.js").ClockWatch | null} */
let watch = null;
/** Readings of the server's clock, which only the page on a web server can take. @type {import("./index.d.ts").Sample[]} */
let samples = [];
let job = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** The whole text, in which the report's spans count. */
function paste() {
  return state.kept + state.draft;
}

/** The same as one text for each paste, oldest first: the newest counts. Joined by line ends they are the whole text. */
function pastes() {
  const ends = [...starts.slice(1), state.kept.length];
  const kept = starts.map((start, index) => state.kept.slice(start, ends[index] - 1));
  return [...kept, state.draft];
}

/** Whether words of the host and of a person are judged together. The host could put guesses there, and must not see which are right. */
function isMixed() {
  return isBlended || (given !== "" && paste() !== given);
}

function render() {
  const empty = paste() === "";
  document.body.dataset.state = empty ? "empty" : "answered";
  box.placeholder = empty ? "Paste anything from the failing call: a token, the error, your .env, curl output, a log…" : "Paste more: a .env, a log…";
  morph(evidence, evidenceView(state, paste()));
  morph(answer, answerView(state, paste()));
  placeNeedle();
  morph(proof, state.proof && proofView(state.proof));
  proof.hidden = !state.proof;
  document.querySelector("[data-action=prove]")?.setAttribute("aria-expanded", String(!!state.proof));
  fit(isMixed());
}

/** A slider that was moved ignores its attributes, so its value is set too. */
function placeNeedle() {
  const slider = /** @type {HTMLInputElement | null} */ (answer.querySelector("[data-needle]"));
  if (slider && state.report) slider.value = String(STEPS * needleScale(state.report, state.now, state.needle).place(askedAt(state.report, state.needle)));
}

/** @param {(report: Report) => number} at seconds since 1970 at which the server is to be asked */
function moveNeedle(at) {
  if (!state.report) return;
  state.needle = { at: at(state.report), read: state.needle?.read ?? state.report.asked_at };
  void ask();
}

/** Asks the core about the paste as it is now; a late answer never overwrites a newer one. */
async function ask() {
  const mine = ++job;
  clearTimeout(timer);
  state.now = Date.now() / 1000;
  const text = paste();
  if (text === "") {
    state.report = state.fault = null;
    reading?.search.free();
    reading = null;
    announcement.textContent = "";
    render();
    return;
  }
  const before = state.report;
  if (text.length > 20_000 && text !== reading?.text) {
    // Reading takes a while, so the page paints the word Reading… first.
    state.report = null;
    render();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  try {
    await core.load();
    if (mine !== job) return;
    watch ??= core.run(({ ClockWatch }) => new ClockWatch());
    state.moved = watch.moved();
    const { search } = read(text, options());
    // The page stays responsive between the steps.
    while (core.run(() => search.step())) {
      await new Promise((resolve) => setTimeout(resolve));
      if (mine !== job) return;
    }
    Object.assign(state, { report: core.run(() => search.report()), fault: null });
  } catch (error) {
    if (mine !== job) return;
    // The objects of a crashed core are unusable.
    reading = watch = null;
    Object.assign(state, { report: null, fault: error });
  }
  render();
  announce(before);
  timer = setTimeout(ask, pause());
}

/** What the core is told beside the paste. @returns {import("./index.d.ts").Options} */
function options() {
  return { now: state.now * 1000, askedAt: state.needle ? state.needle.at * 1000 : undefined, samples };
}

/**
 * The core's search in the paste. If only the time has changed, the paste is not read again.
 * @param {string} text
 * @param {import("./index.d.ts").Options} options
 */
function read(text, options) {
  if (reading?.text === text) {
    const { search } = reading;
    core.run(() => search.update(options));
  } else {
    reading?.search.free();
    reading = null;
    reading = { text, search: core.run(({ Search }) => new Search(pastes(), options)) };
  }
  return reading;
}

/** How long the answer stays true: until the verdict changes, or a text on the page does. */
function pause() {
  const glance = document.hidden || paste().length > 50_000 ? 60 : 1;
  const change = (state.report?.changes_at ?? Infinity) - state.now;
  return 1000 * Math.min(glance, Math.max(change, 0.05));
}

/**
 * Announces the verdict once to screen readers; not again when only a clock ticks.
 * @param {Report | null} before
 */
function announce(before) {
  const same = before && state.report && before.verdict.outcome === state.report.verdict.outcome && before.findings[0]?.code === state.report.findings[0]?.code
    && before.found.pairs.length === state.report.found.pairs.length;
  if (same) return;
  announcement.textContent = state.report ? toText(state.report.verdict.message) : state.fault?.message ?? "";
}

/** @param {string} text */
function add(text) {
  if (text === "") return;
  forget();
  state.needle = null;
  // What was revealed was another paste.
  state.revealed = false;
  keep(state.draft);
  keep(text);
  state.draft = box.value = "";
  scrollTo({ top: 0 });
  void ask();
}

/** The line that names the server in a text from the host. */
const SERVER = /^LIVEKIT_URL=wss?:\/\/[\w.:[\]-]+\n/;

/**
 * Forgets an example when a person adds to it, and the text of the host, all but its server: else a host could put guesses beside a
 * secret.
 */
function forget() {
  if (isExample) clear();
  if (given === "" || isMixed()) return;
  // They may be in the box, to be edited.
  state.draft = "";
  const server = SERVER.exec(given)?.[0] ?? "";
  clear();
  keep(server);
  given = server;
}

/** Forgets all that was pasted. */
function clear() {
  state.kept = given = "";
  starts = [];
  isExample = isBlended = false;
}

/** @param {string} text */
function keep(text) {
  if (text === "") return;
  starts.push(state.kept.length);
  state.kept += text.endsWith("\n") ? text : `${text}\n`;
}

/**
 * Forgets everything, and puts a text into the box.
 * @param {string} text
 * @param {boolean} isGiven whether the text is the host's
 * @param {boolean} blended whether a part of it is the host's
 */
function restart(text = "", isGiven = false, blended = false) {
  clear();
  given = isGiven ? text : "";
  isBlended = blended;
  Object.assign(state, { draft: text, revealed: false, copied: null, needle: null });
  box.value = text;
  box.focus();
  void ask();
}

/**
 * The actions of the buttons, by their `data-action`.
 * @type {Record<string, (button: HTMLElement) => void>}
 */
const actions = {
  async example(button) {
    restart();
    add(await examples[Number(button.dataset.index)].text(Date.now() / 1000));
    isExample = true;
    box.focus();
  },
  remove(button) {
    const spans = JSON.parse(button.dataset.spans ?? "[]");
    const rest = without(paste(), spans);
    const isGiven = given !== "" && !isMixed(), blended = isMixed();
    state.needle = null;
    clear();
    state.draft = box.value = "";
    if (worthKeeping(rest)) {
      keep(rest);
      given = isGiven ? state.kept : "";
      isBlended = blended;
    }
    box.focus();
    void ask();
  },
  restart() { restart(); },
  edit() { restart(paste().replace(/\n$/, ""), given !== "" && !isMixed(), isMixed()); },
  unask() {
    state.needle = null;
    void ask();
  },
  reveal() {
    state.revealed = !state.revealed;
    render();
  },
  copy(button) {
    void copy(button.dataset.what ?? "", button.parentElement?.querySelector("code")?.textContent ?? "");
  },
  report() {
    if (state.report) void copy("report", markdown(state.report, state.now));
  },
  async share(button) {
    if (!state.report) return;
    if (isBlended) {
      button.textContent = "Not told: this site wrote a part of the text";
      return;
    }
    // The outcome of the person's own words: the host must not learn what its own change.
    const { verdict } = isMixed() ? await core.diagnose(paste().slice(given.length), options()) : state.report;
    share(verdict.outcome);
    button.textContent = "Shared";
  },
  async prove() {
    if (state.proof) state.proof = null;
    else await prove((attempts) => { state.proof = attempts; render(); });
    render();
  },
};

/**
 * @param {string} what
 * @param {string} text
 */
async function copy(what, text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without a secure context, or if the browser refuses, the old API still works.
    const carrier = document.createElement("textarea");
    carrier.value = text;
    document.body.append(carrier);
    carrier.select();
    document.execCommand("copy");
    carrier.remove();
  }
  state.copied = what;
  render();
  setTimeout(() => {
    if (state.copied === what) state.copied = null;
    render();
  }, 2000);
}

document.addEventListener("click", (event) => {
  const button = /** @type {Element} */ (event.target).closest?.("[data-action]");
  if (!(button instanceof HTMLElement)) return;
  event.preventDefault();
  actions[button.dataset.action ?? ""]?.(button);
});

// A paste anywhere on the page counts; it never enters the box, where a large one is slow and a secret is legible.
document.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text/plain");
  if (!text) return;
  event.preventDefault();
  add(text);
});

document.addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.dataset.drop = "";
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) delete document.body.dataset.drop;
});
document.addEventListener("drop", async (event) => {
  event.preventDefault();
  delete document.body.dataset.drop;
  const files = [...event.dataTransfer?.files ?? []];
  const text = event.dataTransfer?.getData("text/plain") ?? "";
  // In the format of `head` and `tail`, which the core reads as headings of environments.
  const named = files.map(async (file) => `==> ${file.name.replace(/\s/g, " ")} <==\n${await file.text()}`);
  add(files.length > 0 ? (await Promise.all(named)).join("\n") : text);
});

box.addEventListener("input", () => {
  // An edit keeps some words of the host.
  if (given !== "" && state.draft === given) isBlended = true;
  else forget();
  state.draft = box.value;
  clearTimeout(timer);
  timer = setTimeout(ask, 150);
});
// Typed text leaves the box when the reader leaves it, so that a typed secret is masked too. It leaves a little later, because a
// click that has begun must find its button in the same place.
box.addEventListener("change", () => setTimeout(() => add(box.value), 200));
box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  state.draft = "";
  add(box.value);
});

answer.addEventListener("input", ({ target }) => {
  if (target instanceof HTMLInputElement) moveNeedle((report) => needleScale(report, state.now, state.needle).instant(Number(target.value) / STEPS));
});
// Keys move the needle by seconds, the unit of claims.
answer.addEventListener("keydown", (event) => {
  const seconds = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -60, PageUp: 60 }[event.key];
  if (!seconds || !/** @type {Element} */ (event.target).matches("[data-needle]")) return;
  event.preventDefault();
  moveNeedle((report) => askedAt(report, state.needle) + seconds);
});

new ResizeObserver(() => {
  // A page that is being closed has no width.
  if (answer.clientWidth === 0) return;
  state.width = answer.clientWidth;
  if (state.report) render();
}).observe(answer);
document.addEventListener("visibilitychange", () => { if (!document.hidden) void ask(); });

addEventListener("samples", (event) => {
  samples = /** @type {CustomEvent} */ (event).detail;
  void ask();
});

document.documentElement.setAttribute("data-ready", "");
render();
// Its height changes without a render too: details open, a font loads, a window is resized.
new ResizeObserver(() => fit(isMixed())).observe(document.body);
// A host can replace its own text, but never add to a person's paste: what it learns would show it whether a guess is right.
listen((text) => {
  if (paste() !== given) return;
  clear();
  add(text);
  given = paste();
});
/**
 * The text of a link without the hosts in it: a link from a stranger must not choose the server that a command to copy asks. Some pages
 * about errors have a text with a host, of which none could be that server.
 * @param {string} text
 */
function anonymous(text) {
  const servers = [/([a-z]+:\/\/)[^\s/"'`]+(?=\/(?:rtc|agent|twirp|whip)\b)/gi, /(?<!url=')\b([a-z]+:\/\/)(?!localhost\b|undefined\b)[^\s/"'`)]+/gi];
  return servers.reduce((rest, server) => rest.replace(server, "$1YOUR-SERVER"), text);
}

// The pages about single errors link here with their text; it stays in the browser, but not in the address.
const text = new URLSearchParams(location.hash.slice(1)).get("text");
if (text) {
  history.replaceState(null, "", location.pathname + location.search);
  add(anonymous(text));
  if (framed) given = paste();
}
