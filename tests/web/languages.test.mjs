// The page in other languages: each single file from disk, and the choice of a language on a web server.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { ENGINE, ENV, FROM, Key, NOW, Page, setting } from "./browser.mjs";
import { PSEUDO, pseudo } from "./pseudo.mjs";

const DIST = new URL("../../dist/", import.meta.url);
const HOUR = 3_600_000;
const EXPIRED = `HTTP/1.1 401 Unauthorized\n\ninvalid authorization token: token has invalid claims: token is expired\n${ENV}`;
/** A log with a token every ten minutes, in which it is used until long after it has expired. */
const LOG = Array.from({ length: 60 }, (_, index) => `${new Date(NOW + index * 600_000).toISOString()} WARN gateway GET /rtc?access_token=${setting("TOKEN")}\n`).join("");

/** @type {Page} */
let page;

before(async () => { page = await Page.start(); });
after(() => page?.quit());

/** The states that are looked at, each with a headline. */
const STATES = {
  empty: async () => {},
  "expired token": () => pasted(EXPIRED),
  "log with refusals": async () => {
    await page.run((text) => {
      const event = new DragEvent("drop", { bubbles: true, cancelable: true });
      Object.defineProperty(event, "dataTransfer", { value: { files: [new File([text], "livekit-server.log")] } });
      document.dispatchEvent(event);
    }, LOG);
    await page.driver.wait(() => page.run(() => !!document.querySelector(".rows tbody tr")), 5000, "the log has no rows");
  },
  "form for tokens": async () => {
    await pasted(EXPIRED);
    await page.click("[data-action=make-repair]");
    await page.driver.wait(() => page.run(() => document.querySelector(".mint")?.dataset.made === "true"), 5000, "no token is made");
  },
};

async function pasted(text) {
  await page.paste(text);
  await page.verdict();
}

const headline = () => page.run(() => document.querySelector("h1").textContent);

/** The share of the English words of a sentence that are in another: names, and words that a language has taken over. */
function common(sentence, english) {
  const words = (text) => text.toLowerCase().match(/\p{L}{3,}/gu) ?? [];
  return words(english).filter((word) => words(sentence).includes(word)).length / words(english).length;
}

/** What is wider than its place: the page itself, and words outside of their box. */
const tooWide = () => page.run(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const boxes = [...document.querySelectorAll("#page *")].filter((element) => {
    const { overflowX, display } = getComputedStyle(element);
    const hasWords = [...element.childNodes].some(({ nodeType, textContent }) => nodeType === Node.TEXT_NODE && textContent.trim() !== "");
    return hasWords && display !== "inline" && overflowX === "visible" && element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1;
  });
  return [...(scrollWidth > clientWidth ? [`page: ${scrollWidth} of ${clientWidth} px`] : []), ...boxes.map((element) => `${element.outerHTML.slice(0, 160)}: ${element.scrollWidth} of ${element.clientWidth} px`)];
});

/** The single file with the language of nobody inside. */
function pseudoFile() {
  const data = JSON.stringify(pseudo()).replaceAll("<", "\\u003c");
  const html = readFileSync(new URL("why401.html", DIST), "utf8").replace('<html lang="en">', `<html lang="${PSEUDO}">`)
    .replace('<div id="page"></div>', (place) => `${place}<script type="application/json" id="language" lang="${PSEUDO}">${data}</script>`);
  const url = new URL(`../target/web/${ENGINE}-${PSEUDO}.html`, DIST);
  mkdirSync(new URL(".", url), { recursive: true });
  writeFileSync(url, html);
  return url;
}

const FILES = [[PSEUDO, pseudoFile()], ...readdirSync(DIST).flatMap((name) => {
  const tag = /^why401\.([\w-]+)\.html$/.exec(name)?.[1];
  return tag ? [[tag, new URL(name, DIST)]] : [];
})];

describe("the single file at 320 px", { skip: FROM !== "file" && "it comes from disk" }, () => {
  /** @type {Record<string, string>} */
  const english = {};

  before(async () => {
    await page.size(320, 640);
    for (const [name, act] of Object.entries(STATES)) {
      await page.open({ now: NOW + 24 * HOUR });
      await act();
      english[name] = await headline();
    }
  });

  for (const [tag, url] of FILES) {
    for (const [name, act] of Object.entries(STATES)) {
      test(`${tag}: ${name}`, async () => {
        page.network.asked.length = 0;
        await page.open({ url, now: NOW + 24 * HOUR });
        await act();
        assert.equal(await page.run(() => document.documentElement.lang), tag);
        assert.ok(common(await headline(), english[name]) <= 0.5, await headline());
        assert.notEqual(await page.run(() => document.title), "why401: paste what failed, read why LiveKit answers 401");
        assert.deepEqual(await tooWide(), []);
        assert.deepEqual(page.network.askedByPages, []);
      });
    }
  }
});

test("a single file has no choice of languages, because it has only one", async () => {
  await page.open();
  assert.equal(await page.run(() => document.querySelector(".languages")), null);
});

describe("on a web server", () => {
  const TAGS = readdirSync(new URL("site/languages/", DIST)).map((name) => name.replace(".json", ""));
  const [tag] = TAGS;
  const skip = !tag && "there is no translation";
  const isIn = (wanted) => page.driver.wait(() => page.run((tag) => document.documentElement.lang === tag && document.querySelector("#answer")?.getAttribute("aria-busy") !== "true" && !!document.querySelector("h1"), wanted), 5000, `it does not speak ${wanted}`);
  const open = async (search) => {
    await page.size(1280, 800);
    page.network.asked.length = 0;
    await page.driver.get(page.served(new URL("site/index.html", DIST)) + search);
  };
  const fetched = () => page.network.askedByPages.filter((line) => line.includes("/languages/"));

  test("English needs no file", async () => {
    await open("?lang=en");
    await isIn("en");
    assert.deepEqual(fetched(), []);
  });

  test("a language that is not there is English", async () => {
    await open("?lang=xx");
    await isIn("en");
    assert.deepEqual(fetched(), []);
  });

  test("the address names the language", { skip }, async () => {
    await open(`?lang=${tag}`);
    await isIn(tag);
    assert.ok(fetched().length > 0);
    assert.notEqual(await headline(), "Paste what failed. Read why.");
  });

  test("another one is chosen by the keyboard, and the paste stays", { skip }, async () => {
    await open("?lang=en&other=1");
    await isIn("en");
    await pasted(ENV);
    const english = await page.verdict();
    await page.run((tag) => document.querySelector(`[data-language="${tag}"]`).focus(), tag);
    await page.chord(Key.ENTER);
    await isIn(tag);
    assert.notEqual(await page.verdict(), english);
    assert.equal(await page.run(() => location.search), `?lang=${tag}&other=1`);
    assert.equal(await page.run(() => document.activeElement.dataset.language), tag);
    assert.equal(await page.run(() => document.querySelector("[aria-current][data-language]").dataset.language), tag);
    await page.run(() => document.querySelector("[data-language=en]").focus());
    await page.chord(Key.ENTER);
    await isIn("en");
    assert.equal(await page.verdict(), english);
  });

  test("the language that was used works without the network", { skip }, async () => {
    await open(`?lang=${tag}`);
    await isIn(tag);
    await page.driver.wait(() => page.driver.executeAsyncScript((name, done) => caches.match(`languages/${name}.json`).then((answer) => done(!!answer)), tag), 10_000, "the language is not kept");
    page.network.isUp = false;
    try {
      await open(`?lang=${tag}`);
      await isIn(tag);
    } finally {
      page.network.isUp = true;
    }
  });
});
