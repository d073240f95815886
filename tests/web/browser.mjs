// A real browser with the network off, and what the tests do to the page in it.
import { createRequire } from "node:module";
import { readFileSync, realpathSync } from "node:fs";

const require = createRequire(new URL("../../www/package.json", import.meta.url));
const { Builder, By, Key, logging } = require("selenium-webdriver");
const chrome = require("selenium-webdriver/chrome.js");

export { By, Key };
export const PAGE = new URL("../../dist/why401.html", import.meta.url);
export const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** A real token with its pair, and an instant inside its life, in milliseconds. */
export const ENV = readFileSync(new URL("../vectors/page.env", import.meta.url), "utf8");
export const NOW = 1_795_516_100_000;
export const setting = (name) => ENV.match(new RegExp(`^${name}=(.*)$`, "m"))[1];

/** Chromium with no network and none of its own errands; keeps the log of what it asks for. */
export async function chromium() {
  const { "goog:chromeOptions": { args } } = JSON.parse(readFileSync(new URL("webdriver.json", import.meta.url), "utf8"));
  const preferences = new logging.Preferences();
  preferences.setLevel(logging.Type.PERFORMANCE, logging.Level.ALL);
  preferences.setLevel(logging.Type.BROWSER, logging.Level.ALL);
  const options = new chrome.Options().addArguments(...args, "--host-resolver-rules=MAP * ~NOTFOUND", "--hide-scrollbars");
  options.setLoggingPrefs(preferences);
  options.setChromeBinaryPath(which("chromium"));
  return new Builder().forBrowser("chrome").setChromeOptions(options).setChromeService(new chrome.ServiceBuilder(which("chromedriver"))).build();
}

export class Page {
  #scripts = [];

  constructor(driver) {
    this.driver = driver;
  }

  /** Opens the page afresh, its clock starting at `now`; `first` runs before anything of the page. */
  async open({ now = NOW, first = "", url = PAGE } = {}) {
    for (const identifier of this.#scripts.splice(0)) await this.driver.sendDevToolsCommand("Page.removeScriptToEvaluateOnNewDocument", { identifier });
    const clock = `{ const ahead = ${now} - Date.now(); const real = Date.now; Date.now = () => real() + ahead; }`;
    const { identifier } = await this.driver.sendAndGetDevToolsCommand("Page.addScriptToEvaluateOnNewDocument", { source: clock + first });
    this.#scripts.push(identifier);
    await this.driver.get(String(url));
  }

  async theme(value) {
    await this.driver.sendDevToolsCommand("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value }] });
  }

  async size(width, height) {
    await this.driver.sendDevToolsCommand("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: width < 500 });
  }

  /** Pastes by an event, as a browser does after Ctrl-V. The text goes as JSON, which alone carries lone surrogates. */
  async paste(text) {
    await this.run((json) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", JSON.parse(json));
      document.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, JSON.stringify(text));
  }

  /** The verdict, as soon as there is one. */
  async verdict() {
    let text = "";
    await this.driver.wait(async () => (text = await this.run(() => document.querySelector("#verdict")?.textContent ?? "")) !== "", 10_000, "there is no verdict");
    return text;
  }

  /** `accepts`, `refuses`, `depends` or `unknown`, as the page shows it. */
  outcome() {
    return this.run(() => document.querySelector("#answer > .verdict").classList[1]);
  }

  async restart() {
    await this.click("[data-action=restart]");
    await this.driver.wait(() => this.run(() => document.body.dataset.state === "empty"), 2000, "the page is not empty again");
  }

  async click(selector) {
    await this.run((wanted) => document.querySelector(wanted).click(), selector);
  }

  /** Everything a script or a person could read from the document, attributes and hidden text with it. */
  html() {
    return this.run(() => document.documentElement.outerHTML.replace(/<script[^]*?<\/script>/g, "") + [...document.querySelectorAll("textarea")].map(({ value }) => value).join());
  }

  run(script, ...args) {
    return this.driver.executeScript(script, ...args);
  }

  log(type) {
    return this.driver.manage().logs().get(type);
  }
}

function which(name) {
  const [found] = process.env.PATH.split(":").flatMap((folder) => {
    try {
      return [realpathSync(`${folder}/${name}`)];
    } catch {
      return [];
    }
  });
  if (!found) throw new Error(`there is no ${name} on the PATH`);
  return found;
}

