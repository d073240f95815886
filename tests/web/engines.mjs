// The three engines, each a real browser from Debian with its driver. All network requests of a browser go to our proxy, which
// answers nothing and keeps a list of them.
import { spawn } from "node:child_process";
import { readFileSync, realpathSync } from "node:fs";
import { createServer } from "node:net";
import { require } from "./modules.mjs";

const { Builder, Capabilities, logging } = require("selenium-webdriver");
const chrome = require("selenium-webdriver/chrome.js");
const firefox = require("selenium-webdriver/firefox.js");

/**
 * What an engine, or its driver, cannot do, and what is done instead. The tests assert each, so that an engine that learns it
 * is noticed.
 */
export const CANNOT = {
  chromium: {},
  firefox: {},
  webkit: {
    console: "neither its driver nor MiniBrowser shows the console; the tests record the page's own errors and calls instead",
    narrow: "MiniBrowser's tool bar keeps its window wider than 400 px; at 320 px the page is looked at in a frame",
    theme: "WebKitWebDriver cannot change the system's theme; the tests set the page's property color-scheme instead",
  },
};

/**
 * @typedef {object} Engine
 * @property {import("selenium-webdriver").WebDriver} driver
 * @property {(scheme: "light" | "dark") => Promise<void>} theme
 * @property {(on: boolean) => Promise<void>} [force] the colors of the system in place of the page's
 * @property {(width: number, height: number) => Promise<void>} size
 * @property {() => Promise<void>} [opened] to be called when a page is open
 * @property {() => Promise<string[]>} console what the page said there since the last call
 * @property {() => Promise<void>} quit
 */

/** @type {Record<string, (proxy: string) => Promise<Engine>>} */
const starts = { chromium, firefox: gecko, webkit };

/**
 * @param {string} name one of `chromium`, `firefox`, `webkit`
 * @param {string} proxy such as `127.0.0.1:8080`
 */
export async function start(name, proxy) {
  const engine = await starts[name](proxy);
  const { driver } = engine;
  const wait = driver.wait.bind(driver);
  // Selenium itself looks again only after 200 ms, and a verdict is there sooner.
  driver.wait = (condition, timeout, message, pause = 20) => wait(condition, PATIENCE * timeout, message, pause);
  return engine;
}

/** The limits of the tests are for a machine that does nothing else; a busy one gets this many times as long. */
const PATIENCE = 4;

/** @param {string} proxy */
async function chromium(proxy) {
  const { "goog:chromeOptions": { args } } = JSON.parse(readFileSync(new URL("webdriver.json", import.meta.url), "utf8"));
  const preferences = new logging.Preferences();
  preferences.setLevel(logging.Type.BROWSER, logging.Level.ALL);
  const options = new chrome.Options().addArguments(...args, `--proxy-server=${proxy}`, "--proxy-bypass-list=<-loopback>", "--disable-features=AutofillServerCommunication,NetworkTimeServiceQuerying,OptimizationHints,MediaRouter", "--gaia-url=http://localhost:9/", "--disable-domain-reliability", "--hide-scrollbars", "--force-prefers-reduced-motion");
  options.setLoggingPrefs(preferences);
  options.setChromeBinaryPath(which("chromium"));
  const driver = await new Builder().forBrowser("chrome").setChromeOptions(options).setChromeService(new chrome.ServiceBuilder(which("chromedriver"))).build();
  const media = { "prefers-color-scheme": "light", "forced-colors": "none" };
  /** @param {Partial<typeof media>} features */
  const emulate = (features) => {
    Object.assign(media, features);
    return driver.sendDevToolsCommand("Emulation.setEmulatedMedia", { features: Object.entries(media).map(([name, value]) => ({ name, value })) });
  };
  return {
    driver,
    theme: (value) => emulate({ "prefers-color-scheme": value }),
    force: (value) => emulate({ "forced-colors": value ? "active" : "none" }),
    size: (width, height) => driver.sendDevToolsCommand("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: width < 500 }),
    console: async () => (await driver.manage().logs().get(logging.Type.BROWSER)).map(({ level, message }) => `${level.name} ${message}`),
    quit: () => driver.quit(),
  };
}

/** @param {string} proxy */
async function gecko(proxy) {
  const [host, port] = proxy.split(":");
  const options = new firefox.Options().setBinary(which("firefox-esr")).addArguments("-headless").enableBidi();
  const preferences = {
    "network.proxy.type": 1, "network.proxy.http": host, "network.proxy.http_port": Number(port), "network.proxy.ssl": host, "network.proxy.ssl_port": Number(port),
    // Firefox's own errands.
    "network.captive-portal-service.enabled": false, "network.connectivity-service.enabled": false, "browser.topsites.contile.enabled": false,
    "browser.newtabpage.enabled": false, "browser.startup.page": 0, "app.normandy.enabled": false, "extensions.systemAddon.update.enabled": false,
    "datareporting.healthreport.uploadEnabled": false, "toolkit.telemetry.enabled": false, "services.settings.server": "data:,#none", "ui.prefersReducedMotion": 1,
  };
  for (const [name, value] of Object.entries(preferences)) options.setPreference(name, value);
  const service = new firefox.ServiceBuilder(which("geckodriver")).addArguments("--allow-system-access")
    // Without it Firefox does not let its settings be fetched from elsewhere, or from nowhere.
    .setEnvironment({ ...process.env, MOZ_REMOTE_SETTINGS_DEVTOOLS: "1" });
  const driver = await new Builder().forBrowser("firefox").setFirefoxOptions(options).setFirefoxService(service).build();
  const bidi = await driver.getBidi();
  /** @type {string[]} */
  let said = [];
  bidi.socket.on("message", (/** @type {Buffer} */ data) => {
    const { method, params } = JSON.parse(String(data));
    if (method === "log.entryAdded") said.push(`${params.level === "error" ? "SEVERE" : params.level} ${params.text}`);
  });
  await bidi.subscribe("log.entryAdded");
  return {
    driver,
    async theme(scheme) {
      await driver.setContext(firefox.Context.CHROME);
      await driver.executeScript((/** @type {number} */ value) => Services.prefs.setIntPref("layout.css.prefers-color-scheme.content-override", value), scheme === "dark" ? 0 : 1);
      await driver.setContext(firefox.Context.CONTENT);
    },
    async size(width, height) {
      await bidi.send({ method: "browsingContext.setViewport", params: { context: await driver.getWindowHandle(), viewport: { width, height } } });
    },
    console: async () => said.splice(0),
    quit: () => driver.quit(),
  };
}

/** @param {string} proxy */
async function webkit(proxy) {
  const programs = { screen: which("Xvfb"), driver: which("WebKitWebDriver"), browser: miniBrowser() };
  const screen = spawn(programs.screen, ["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"], { stdio: ["ignore", "pipe", "ignore"] });
  const display = String(await new Promise((resolve) => screen.stdout.once("data", resolve))).trim();
  const port = await freePort();
  // Its processes cannot be shut in as root, where the sandbox of the system refuses to.
  const environment = { ...process.env, DISPLAY: `:${display}`, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1", GDK_BACKEND: "x11" };
  const server = spawn(programs.driver, [`--port=${port}`], { stdio: "ignore", env: environment });
  await listening(port);
  let scheme = "light";
  const args = ["--automation", `--proxy=http://${proxy}`];
  const wanted = new Capabilities({ browserName: "MiniBrowser", "webkitgtk:browserOptions": { binary: programs.browser, args } });
  const stop = () => {
    server.kill();
    screen.kill();
  };
  const driver = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(wanted).build().catch((/** @type {unknown} */ error) => {
    stop();
    throw error;
  });
  return {
    driver,
    async theme(value) {
      scheme = value;
      await driver.executeScript((/** @type {string} */ scheme) => { document.documentElement.style.colorScheme = scheme; }, scheme);
    },
    async size(width, height) {
      const chromeHeight = await driver.executeScript(() => outerHeight - innerHeight);
      await driver.manage().window().setRect({ x: 0, y: 0, width, height: height + chromeHeight });
      await driver.wait(() => driver.executeScript((/** @type {number} */ height) => innerHeight === height, height), 2000, "the window keeps its size").catch(() => {});
    },
    opened: () => driver.executeScript((/** @type {string} */ scheme) => {
      document.documentElement.style.colorScheme = scheme;
      window.told = [];
      for (const type of ["error", "unhandledrejection", "securitypolicyviolation"]) {
        addEventListener(type, (event) => window.told.push(`SEVERE ${type} ${event.message ?? event.reason ?? `Content Security Policy ${event.violatedDirective}`}`), true);
      }
      for (const name of ["log", "info", "debug", "warn", "error"]) console[name] = (...words) => window.told.push(`${name} ${words.join(" ")}`);
    }, scheme),
    console: () => driver.executeScript(() => window.told?.splice(0) ?? []),
    async quit() {
      await driver.quit().catch(() => {});
      stop();
    },
  };
}

/** The browser that WebKitGTK brings along for its driver. */
function miniBrowser() {
  const folders = ["x86_64-linux-gnu", "aarch64-linux-gnu"].map((machine) => `/usr/lib/${machine}/webkit2gtk-4.1`);
  return found("MiniBrowser", folders);
}

/** @param {string} name */
function which(name) {
  return found(name, (process.env.PATH ?? "").split(":"));
}

/**
 * @param {string} name
 * @param {string[]} folders
 */
function found(name, folders) {
  for (const folder of folders) {
    try {
      return realpathSync(`${folder}/${name}`);
    } catch { /* not here */ }
  }
  throw new Error(`there is no ${name} in ${folders.join(":")}`);
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/** @param {number} port */
async function listening(port) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const status = await fetch(`http://127.0.0.1:${port}/status`).then(({ ok }) => ok, () => false);
    if (status) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("WebKitWebDriver does not start");
}
