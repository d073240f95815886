// Times the page from its first paint to the verdict on a token that is pasted as soon as possible, and a second later, from disk, in Chromium
// with its processor slowed down four times. With the paths of other single files, such as that of the last release, each round opens all of them, and
// their times stand next to those of dist/. Then how long a file of 20 MB takes, and whether the page waits meanwhile.
import { resolve } from "node:path";
import { argv } from "node:process";
import { pathToFileURL } from "node:url";
import { ENV, NOW, Page } from "../web/browser.mjs";

const ROUNDS = 20;
/** In milliseconds: how soon after it is ready a person pastes. */
const LATER = 1000;
/** In megabytes: the log whose reading is timed. */
const FILE = 20;
const files = [String(new URL("../../dist/why401.html", import.meta.url)), ...argv.slice(2).map((path) => String(pathToFileURL(resolve(path))))];
const page = await Page.start("chromium");
const devtools = (command, given) => page.driver.sendDevToolsCommand(command, given);
try {
  await devtools("Emulation.setCPUThrottlingRate", { rate: 4 });
  const atOnce = await measure(0);
  const later = await measure(LATER);
  await devtools("Emulation.setCPUThrottlingRate", { rate: 1 });
  if (files.length > 1) console.log(`${"".padEnd(43)} ${["dist", ...argv.slice(2)].map((name) => name.slice(-22).padStart(11)).join("  ")}`);
  print("page     first paint to verdict, 4 x slower", medians(atOnce, ({ paint, verdict }) => verdict - paint));
  print("page     paste to verdict, wasm and all", medians(atOnce, ({ pasted, verdict }) => verdict - pasted));
  print("page     opened to verdict", medians(atOnce, ({ verdict }) => verdict));
  print("page     paste to verdict, a second later", medians(later, ({ pasted, verdict }) => verdict - pasted));
  // No secret fits, so that each slip, each pair of slips and the whole neighborhood are tried, again at each character.
  await page.open();
  await page.driver.manage().setTimeouts({ script: 60_000 });
  const wrong = ENV.replace(/(SECRET=).*/, "$1");
  print("page     longest frame while a secret is typed", [await page.driver.executeAsyncScript(type, wrong, "kQ7dTn3mXw9Zb1LrPs5VyHc8Fg2Ju6Ea4Ni0OtRqMvDx")]);
  await page.open();
  const { sentence, longest } = await page.driver.executeAsyncScript(readFile, log(1e6), FILE);
  print(`page     ${FILE} MB of log to the sentence`, [sentence]);
  print("page     longest task of the page meanwhile", [longest]);
} finally {
  await page.quit();
}

/** Opens each file in each round, and pastes so long after it is ready. */
async function measure(delay) {
  const { identifier } = await page.driver.sendAndGetDevToolsCommand("Page.addScriptToEvaluateOnNewDocument", { source: `(${watch})(${JSON.stringify(ENV)}, ${NOW}, ${delay})` });
  const runs = files.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, file] of files.entries()) {
      await page.driver.get("about:blank");
      await page.driver.get(file);
      let run = null;
      await page.driver.wait(async () => (run = await page.run(() => window.times ?? null)), 20_000, "there is no verdict");
      runs[index].push(run);
    }
  }
  await devtools("Page.removeScriptToEvaluateOnNewDocument", { identifier });
  return runs;
}

function medians(runs, of) {
  return runs.map((some) => some.map(of).sort((one, other) => one - other)[ROUNDS / 2]);
}

/** A log of so many bytes, with a token on every twentieth line. */
function log(bytes) {
  const [claims, signature] = /eyJ\S+/.exec(ENV)[0].split(/\.(?=[^.]*$)/);
  const lines = [];
  for (let number = 0, length = 0; length < bytes; number++) {
    const time = new Date(NOW + number * 10_000).toISOString();
    // Other signatures make other tokens.
    lines.push(number % 20 ? `${time} INFO livekit participant joined participant=PA_${number} room=room-${number % 97} duration=${number * 7919 % 1000}ms`
      : `${time} WARN gateway GET /rtc?access_token=${claims}.${String(number).padStart(6, "0")}${signature.slice(6)}&auto_subscribe=1`);
    length += lines.at(-1).length + 1;
  }
  return `${lines.join("\n")}\n`;
}

/** Runs in the page: drops a file of this text, so often, and measures until there are rows. */
async function readFile(text, times, done) {
  let longest = 0;
  new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) longest = Math.max(longest, duration); }).observe({ type: "longtask" });
  const file = new File(Array(times).fill(text), "server.log");
  await new Promise((resolve) => setTimeout(resolve, 500));
  const start = performance.now();
  const event = new DragEvent("drop", { bubbles: true, cancelable: true });
  Object.defineProperty(event, "dataTransfer", { value: { files: [file] } });
  document.dispatchEvent(event);
  longest = 0;
  while (!document.querySelector(".rows tbody tr")) await new Promise((resolve) => setTimeout(resolve, 5));
  const sentence = performance.now() - start;
  await new Promise((resolve) => setTimeout(resolve, 300));
  done({ sentence, longest });
}

function print(name, times) {
  console.log(`${name.padEnd(43)} ${times.map((milliseconds) => `${milliseconds.toFixed(1).padStart(8)} ms`).join("  ")}`);
}

/** Runs before the page: pastes when it is ready, or so long after, and notes when the verdict is painted. */
function watch(text, now, delay) {
  const ahead = now - Date.now();
  const real = Date.now;
  Date.now = () => real() + ahead;
  const paste = () => {
    const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
    Object.defineProperty(event, "clipboardData", { value: { getData: () => text } });
    const pasted = performance.now();
    document.dispatchEvent(event);
    const look = () => {
      if (!document.querySelector("#verdict")) return void requestAnimationFrame(look);
      // The current document is painted before the task after the next frame.
      requestAnimationFrame(() => setTimeout(() => {
        window.times = { pasted, verdict: performance.now(), paint: performance.getEntriesByType("paint")[0]?.startTime ?? 0 };
      }));
    };
    look();
  };
  addEventListener("DOMContentLoaded", () => delay ? setTimeout(paste, delay) : paste());
}

/** Runs in the page: types into the box, and measures each frame. */
async function type(before, secret, done) {
  const box = document.querySelector("#box");
  let [last, longest, at] = [performance.now(), 0, 0];
  box.value = before;
  const step = (now) => {
    longest = Math.max(longest, now - last);
    last = now;
    if (at++ > 20 * secret.length) return done(longest);
    // A character every 20 frames, so that each is read before the next.
    if (at % 20 === 0) {
      box.value = before.replace("SECRET=", `SECRET=${secret.slice(0, at / 20)}`);
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}
