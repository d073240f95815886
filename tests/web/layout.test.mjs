// What moves on the page and what does not, and how high it is. Chromium measures it.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { By, ENV, Key, Page, setting } from "./browser.mjs";

const TOKEN = setting("TOKEN");

/** @type {Page} */
let page;

before(async () => { page = await Page.start("chromium"); });
after(() => page?.quit());

/** Notes every shift of the layout, also those that follow an act of the reader. */
function watchShifts() {
  return page.run(() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries()) window.shifts.push({ value, hadRecentInput, what: sources.map(({ node }) => node?.nodeName + "." + (node?.className ?? "")) });
    }).observe({ type: "layout-shift" });
  });
}

/** The shifts since the last call. */
async function shifts() {
  await page.driver.sleep(350);
  return page.run(() => window.shifts.splice(0));
}

/** Puts a text into the clipboard, and pastes it by the keyboard. */
async function pasteByKeys(text) {
  const box = await page.driver.findElement(By.id("box"));
  await page.run((given) => {
    document.querySelector("#box").focus();
    document.querySelector("#box").value = given;
  }, text);
  await page.chord(Key.CONTROL, "a");
  await page.chord(Key.CONTROL, "x");
  await page.driver.sleep(600);
  await box.sendKeys(Key.chord(Key.CONTROL, "v"));
  return page.verdict();
}

for (const [width, height] of [[1280, 800], [360, 740]]) {
  describe(`at ${width} px`, () => {
    test("nothing moves when a character is typed or a button says Copied", async () => {
      await page.size(width, height);
      await page.open();
      const box = await page.driver.findElement(By.id("box"));
      await watchShifts();
      for (const character of "token") await box.sendKeys(character);
      assert.deepEqual(await shifts(), []);
      await page.open();
      await page.paste(ENV);
      await page.verdict();
      if (width < 1024) {
        await page.click(".fold");
        // What opens moves the answer, which the browser tells a little later.
        await page.driver.sleep(350);
      }
      await page.run(() => { navigator.clipboard.writeText = async () => {}; });
      await watchShifts();
      for (const character of "# a") await page.driver.findElement(By.id("box")).then((box) => box.sendKeys(character));
      assert.deepEqual(await shifts(), []);
      await page.driver.findElement(By.css("[data-action=report]")).click();
      await page.driver.wait(() => page.run(() => !!document.querySelector("[data-copied]")), 2000);
      assert.deepEqual(await shifts(), []);
    });

    test("a session of 20 acts has no shift that the reader did not cause", async () => {
      await page.size(width, height);
      await page.open();
      await watchShifts();
      const press = (selector) => page.driver.findElement(By.css(selector)).then((button) => button.click());
      const key = (...keys) => page.driver.findElement(By.css("body")).then((body) => body.sendKeys(Key.chord(...keys)));
      const acts = [
        () => pasteByKeys(TOKEN), () => pasteByKeys(ENV), () => press("[data-action=undo]"), () => press("[data-action=redo]"), () => press("[data-tab=json]"),
        () => press("[data-tab=header]"), () => press("[data-tab=raw]"), () => press("[data-tab=claims]"), () => press("[data-check=permissions] button"), () => press(".answers summary"),
        () => press("[data-needle]"), () => press("[data-action=unask]"), () => press("[data-action=report]"), () => press("[data-action=reveal]"), () => press("[data-action=reveal]"),
        () => press("[data-action=theme]"), () => key("?"), () => key(Key.ESCAPE), () => press("[data-action=clear]"), () => key(Key.CONTROL, "z"),
      ];
      assert.equal(acts.length, 20);
      let sum = 0;
      for (const act of acts) {
        if (width < 1024 && await page.run(() => !!document.querySelector("[data-folded]"))) await press(".fold");
        await act();
        for (const { value, hadRecentInput, what } of await shifts()) if (!hadRecentInput) assert.fail(`${act}: ${value} ${what}`); else sum += value;
      }
      assert.ok(sum >= 0);
    });

    test("the verdict is at the top, also over a log with 54 tokens, and one token fits below it", async () => {
      await page.size(width, height);
      const log = Array.from({ length: 2700 }, (_, index) => index % 50 ? `2026-11-24T10:28:00Z INFO participant ${index}` : TOKEN.replace(/.{2}$/, String(index).padStart(2, "0").slice(-2))).join("\n");
      for (const text of [TOKEN, ENV, log, "could not establish signal connection", "x y z nothing known"]) {
        await page.open();
        await page.paste(text);
        await page.verdict();
        const [top, whole] = await page.run(() => [document.querySelector(".verdict").getBoundingClientRect().top, document.querySelector("main").offsetHeight]);
        assert.ok(top <= 140, `${top}: ${text.slice(0, 40)}`);
        if (text === TOKEN && width === 1280) assert.ok(whole <= 1400, `${whole} px`);
      }
    });
  });
}

test("a headline of 90 characters has at most two lines, and no sentence is on the page twice", async () => {
  await page.size(1280, 800);
  const folder = new URL("../snapshots/", import.meta.url);
  const snapshots = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8")).join("\n");
  const headlines = [...snapshots.matchAll(/^(?:accepts|refuses|depends|unknown): (.*)$/gm)].map(([, text]) => text.replaceAll("`", "")).filter((text) => text.length <= 90);
  assert.ok(headlines.length > 100);
  await page.open();
  await page.paste(ENV);
  await page.verdict();
  const long = await page.run((texts) => texts.filter((text) => {
    const probe = document.querySelector("#verdict").cloneNode();
    probe.textContent = text;
    document.querySelector("#verdict").after(probe);
    const { height } = probe.getBoundingClientRect();
    probe.remove();
    return height > 2 * 30;
  }), headlines);
  assert.deepEqual(long, []);
  for (const text of [TOKEN, ENV, ENV.replace(/(SECRET=.*)/, "$1\\n"), TOKEN.slice(0, 70), "could not establish signal connection", `${ENV}\ninvalid API key: APIother`]) {
    await page.open();
    await page.paste(text);
    await page.verdict();
    const sentences = await page.run(() => [...document.querySelectorAll("#answer p, #answer h1, #answer li > b")].map(({ textContent }) => textContent.trim()).filter(({ length }) => length > 20));
    assert.deepEqual(sentences.filter((sentence, index) => sentences.indexOf(sentence) !== index), []);
  }
});

test("every control is at least 40 px high or wide enough for a finger", async () => {
  await page.size(360, 740);
  await page.open();
  await page.paste(ENV);
  await page.verdict();
  await page.click(".fold");
  const small = await page.run(() => [...document.querySelectorAll("button, summary, input:not([hidden]), header a")].flatMap((control) => {
    const { width, height } = control.getBoundingClientRect();
    return width > 0 && (height < 40 || width < 40) ? [`${control.outerHTML.slice(0, 80)}: ${width} × ${height}`] : [];
  }));
  assert.deepEqual(small, []);
});
