// The page in a real browser without a network, and the actions of the tests.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { CANNOT, start } from "./engines.mjs";
import { require } from "./modules.mjs";
import { Network } from "./network.mjs";

export const { By, Key } = require("selenium-webdriver");
const PAGE = new URL("../../dist/why401.html", import.meta.url);
const SCRATCH = new URL("../../target/web/", import.meta.url);
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** Where the tests run: the engine, and whether the page comes from `file:` or from a server on `localhost`. */
export const ENGINE = process.env.WHY401_ENGINE ?? "chromium";
export const FROM = process.env.WHY401_FROM ?? "file";

/** A real token with its pair, and an instant while it is valid, in milliseconds. */
export const ENV = readFileSync(new URL("../vectors/page.env", import.meta.url), "utf8");
export const NOW = 1_795_516_100_000;
export const setting = (name) => ENV.match(new RegExp(`^${name}=(.*)$`, "m"))[1];

/** The themes and sizes in which states are looked at: all of them in one engine, the two most different ones in the others. */
export const LOOKS = [[1280, 800], [768, 1024], [360, 740]].flatMap((size) => ["light", "dark"].map((theme) => ({ theme, size })))
  .filter((_, index) => ENGINE === "chromium" || index === 0 || index === 5);

export class Page {
  /** @param {import("./engines.mjs").Engine} browser */
  constructor(browser, network) {
    this.browser = browser;
    this.network = network;
    this.driver = browser.driver;
    this.cannot = CANNOT[ENGINE];
  }

  static async start(engine = ENGINE) {
    const network = await new Network().start();
    network.mount("/dist/", new URL("../../dist/", import.meta.url));
    network.mount("/scratch/", SCRATCH);
    try {
      return new Page(await start(engine, network.proxy), network);
    } catch (error) {
      // A server that is left open would keep the tests from ending.
      network.stop();
      throw error;
    }
  }

  async quit() {
    await this.browser.quit();
    this.network.stop();
  }

  /**
   * Opens the page in a new state, with its clock at `now`. With `first`, a script that runs before everything in the page, it opens
   * a copy with a policy that allows that script.
   */
  async open({ now = NOW, first = "", url = first ? withFirst(first) : PAGE } = {}) {
    await this.driver.get(FROM === "file" ? String(url) : this.served(url));
    await this.browser.opened?.();
    await this.run((start) => {
      const ahead = start - Date.now();
      const real = window.Date.now;
      window.Date.now = () => real() + ahead;
    }, now);
  }

  /** The address of one of our files on the web server. */
  served(url) {
    return String(url).replace(/^.*\/dist\//, `${this.network.origin}/dist/`).replace(String(SCRATCH), `${this.network.origin}/scratch/`);
  }

  theme(scheme) {
    return this.browser.theme(scheme);
  }

  size(width, height) {
    return this.browser.size(width, height);
  }

  /** The messages in the console since the last call. */
  console() {
    return this.browser.console();
  }

  /** Pastes by an event, as a browser does after Ctrl-V. The text is sent as JSON, because only JSON keeps lone surrogates. */
  async paste(text) {
    await this.run((json) => {
      const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
      // Firefox empties the data of an event from a script.
      Object.defineProperty(event, "clipboardData", { value: { getData: () => JSON.parse(json) } });
      document.dispatchEvent(event);
    }, JSON.stringify(text));
  }

  /** The verdict on what is on the page now, as soon as there is one; within this many milliseconds. */
  async verdict(within = 10_000) {
    let text = "";
    const read = () => document.querySelector("#answer[aria-busy=false] #verdict")?.textContent ?? "";
    await this.driver.wait(async () => (text = await this.run(read)) !== "", within, "there is no verdict");
    return text;
  }

  /** `accepts`, `refuses`, `depends` or `unknown`, as the page shows it. */
  outcome() {
    return this.run(() => document.querySelector("#answer [data-outcome]").dataset.outcome);
  }

  async click(selector) {
    await this.driver.wait(() => this.run((wanted) => {
      const found = document.querySelector(wanted);
      found?.click();
      return found !== null;
    }, selector), 5000, `there is no ${selector}`);
  }

  /** Presses keys together, at the current focus. */
  async chord(...keys) {
    const actions = this.driver.actions();
    for (const key of keys) actions.keyDown(key);
    for (const key of keys.reverse()) actions.keyUp(key);
    await actions.perform();
  }

  /** Everything a script or a person could read in the document, including attributes and hidden text. */
  html() {
    return this.run(() => document.documentElement.outerHTML.replace(/<script[^]*?<\/script>/g, "") + [...document.querySelectorAll("textarea, input")].map(({ value }) => value).join());
  }

  /** The faults that axe finds, or only those of colors, where a document was looked at before. Its code is sent once for each document. */
  async axe({ onlyColors = false } = {}) {
    if (!await this.run(() => "axe" in window)) await this.run(AXE);
    return this.driver.executeAsyncScript(`const done = arguments[arguments.length - 1];
      axe.run(document, { resultTypes: ["violations"], ${onlyColors ? 'runOnly: ["color-contrast", "link-in-text-block"]' : ""} }).then(({ violations }) => done(violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" "))), (error) => done([String(error)]));`);
  }

  run(script, ...args) {
    return this.driver.executeScript(script, ...args);
  }
}

/** A script for `first` that runs another before those of the page's worker. */
export function inWorker(script) {
  return `{
    const { Blob } = globalThis;
    globalThis.Blob = class extends Blob {
      constructor(parts, options) { super(options?.type === "text/javascript" ? [${JSON.stringify(`${script}\n`)}, ...parts] : parts, options); }
    };
  }`;
}

/** A copy of the page that runs `first` before its own scripts. */
function withFirst(first) {
  const hash = createHash("sha256").update(first).digest("base64");
  return copyOf("first", (html) => html.replace("script-src ", `script-src 'sha256-${hash}' `).replace('<meta charset="utf-8">', (charset) => `${charset}<script>${first}</script>`));
}

/** A changed copy of the page, under this name. */
export function copyOf(name, change) {
  const url = new URL(`${name}-${ENGINE}-${FROM}.html`, SCRATCH);
  mkdirSync(SCRATCH, { recursive: true });
  writeFileSync(url, change(readFileSync(PAGE, "utf8")));
  return url;
}
