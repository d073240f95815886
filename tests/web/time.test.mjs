// Changes over time: the verdict changes by itself, and when the needle moves to another moment. WHY401_ENGINE names the browser.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { By, ENGINE, ENV, Key, NOW, Page, setting } from "./browser.mjs";
import { diagnose, toText } from "../../dist/npm/index.js";

/** The leeway of every release at both ends, in seconds. */
const LEEWAY = 60;
const START = NOW / 1000;
/** When the verdict changes, in seconds after the page was opened. WebKitGTK may need some of them until the first verdict. */
const SOON = ENGINE === "webkit" ? 8 : 3;

/** @type {Page} */
let page;

before(async () => { page = await Page.start(); });
after(() => page?.quit());

/** A paste of the pair, and of a token that it signed. */
function paste(times) {
  const claims = { iss: setting("LIVEKIT_API_KEY"), sub: "alice", video: { roomJoin: true, room: "my-room" }, ...times };
  const input = [{ alg: "HS256" }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  const mac = createHmac("sha256", setting("LIVEKIT_API_SECRET")).update(input).digest("base64url");
  return ENV.replace(/^TOKEN=.*$/m, `TOKEN=${input}.${mac}`);
}

describe("the verdict changes by itself, at its second", () => {
  const rows = [
    ["a token that becomes valid soon", { nbf: START + LEEWAY + SOON, exp: START + 3600 }, "refuses", "accepts"],
    ["a token that expires soon", { nbf: START - 3600, exp: START - LEEWAY + SOON }, "accepts", "refuses"],
  ];
  for (const [name, times, first, then] of rows) {
    test(name, async () => {
      await page.open();
      // The page's verdicts, and the times by its own clock.
      await page.run(() => {
        window.shown = [];
        new MutationObserver(() => {
          const outcome = document.querySelector("#answer [data-outcome]")?.dataset.outcome;
          if (outcome && window.shown.at(-1)?.outcome !== outcome) window.shown.push({ outcome, at: window.Date.now() / 1000 });
        }).observe(document.querySelector("#page"), { subtree: true, childList: true, attributes: true });
      });
      await page.paste(paste(times));
      await page.driver.wait(async () => (await page.run(() => window.shown.length)) > 1, (SOON + 5) * 1000, "the verdict stays");
      const shown = await page.run(() => window.shown);
      assert.deepEqual(shown.map(({ outcome }) => outcome), [first, then]);
      const { changes_at: due } = await diagnose(paste(times), { now: NOW });
      assert.ok(shown[0].at < due && shown[1].at >= due, `${shown[1].at} is before ${due}`);
    });
  }
});

test("a clock that is set while the page is open is noticed", async () => {
  await page.open();
  await page.paste(ENV);
  await page.verdict();
  const told = () => page.run(() => document.querySelector(".asof").textContent);
  assert.doesNotMatch(await told(), /was set/);
  await page.run(() => { const real = window.Date.now; window.Date.now = () => real() - 90_000; });
  await page.driver.wait(async () => /this computer’s clock was set 1 min (29|30) s back meanwhile/.test(await told()), 4000, "it is not noticed");
});

test("a clock that differs from this one is in the picture", async () => {
  await page.open();
  await page.paste(`HTTP/1.1 401 Unauthorized\nDate: ${new Date(NOW + 240_000).toUTCString()}\n\n${ENV}`);
  await page.verdict();
  const label = await page.run(() => document.querySelector(".time svg").getAttribute("aria-label"));
  const at = (name) => Date.parse(label.match(new RegExp(`${name}: (.*?) UTC`))[1].replace(" ", "T") + "Z");
  // The clocks go on while the page is looked at, but their difference stays.
  assert.ok(Math.abs(at("now, server") - at("now") - 240_000) <= 5000, label);
});

describe("the needle", () => {
  const life = { nbf: START - 600, exp: START + 3600 };

  test("shows the core's answer at each moment of the token's validity", async () => {
    await page.open();
    await page.paste(paste(life));
    await page.verdict();
    await page.driver.manage().setTimeouts({ script: 60_000 });
    const seen = await page.driver.executeAsyncScript(drag);
    assert.equal(seen.length, 101);
    const outcomes = new Set();
    for (const { when, outcome, sentence } of seen) {
      const askedAt = Date.parse(when.replace(" UTC", "Z").replace(" ", "T"));
      const { verdict } = await diagnose(paste(life), { now: NOW, askedAt });
      assert.equal(outcome, verdict.outcome, when);
      if (verdict.message.every(({ kind }) => kind === "text" || kind === "code")) assert.equal(sentence, toText(verdict.message), when);
      outcomes.add(outcome);
    }
    assert.deepEqual([...outcomes].sort(), ["accepts", "refuses"]);
  });

  test("moves by keys alone, and back to the time of the request", async () => {
    await page.open();
    await page.paste(paste(life));
    await page.verdict();
    const needle = await page.driver.findElement(By.css("[data-needle]"));
    const when = () => page.run(() => Date.parse(document.querySelector("[data-needle]").getAttribute("aria-valuetext").replace(" UTC", "Z").replace(" ", "T")) / 1000);
    // Until it is moved, it goes with the clock.
    const first = await when();
    await needle.sendKeys(Key.ARROW_RIGHT);
    await page.driver.wait(async () => (await when()) > first && await page.run(() => document.querySelector("[data-action=unask]")), 3000, "the first key does not move it");
    const before = await when();
    await needle.sendKeys(Key.ARROW_RIGHT, Key.PAGE_DOWN);
    await page.driver.wait(async () => (await when()) === before + 1 - 60, 3000, "the keys move it otherwise");
    for (let count = 0; count < 12; count++) await needle.sendKeys(Key.PAGE_DOWN);
    await page.driver.wait(async () => (await page.outcome()) === "refuses", 3000, "the verdict does not follow");
    assert.deepEqual(await page.axe(), []);
    await page.click("[data-action=unask]");
    await page.driver.wait(async () => (await page.outcome()) === "accepts", 3000, "it does not go back");
  });

  /** Runs in the page: drags the needle from one end to the other, and reads the verdicts. */
  async function drag(done) {
    const seen = [];
    for (let place = 0; place <= 1000; place += 10) {
      const needle = document.querySelector("[data-needle]");
      needle.value = place;
      needle.dispatchEvent(new Event("input", { bubbles: true }));
      do await new Promise((resolve) => setTimeout(resolve)); while (!document.querySelector("#answer[aria-busy=false]"));
      seen.push({
        when: document.querySelector("[data-needle]").getAttribute("aria-valuetext"),
        outcome: document.querySelector("#answer [data-outcome]").dataset.outcome,
        sentence: document.querySelector("#verdict").textContent,
      });
    }
    done(seen);
  }
});
