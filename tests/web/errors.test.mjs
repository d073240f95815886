// The pages about single error texts.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { By, ENGINE, FROM, Page } from "./browser.mjs";
import { require } from "./modules.mjs";
import { diagnose, toText } from "../../dist/npm/index.js";

const ERRORS = new URL("../../dist/site/errors/", import.meta.url);
const files = readdirSync(ERRORS).filter((name) => name !== "index.html");
const source = (name) => readFileSync(new URL(name, ERRORS), "utf8");
const plain = (html) => html.replace(/<[^>]+>/g, "").replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
const between = (html, tag) => html.match(new RegExp(`<${tag}[^>]*>([^]*?)</${tag}>`))?.[1] ?? "";
const link = (html) => html.match(/href="(\.\.\/index\.html#[^"]*)"/)[1].replaceAll("&amp;", "&");

/** @type {Page} */
let page;

before(async () => { page = await Page.start(); });
after(() => page?.quit());

describe("each page about an error text", () => {
  test("is there for every finding that a text shows", () => {
    const findings = JSON.parse(readFileSync(new URL("../../target/generated/catalogue.json", import.meta.url), "utf8"));
    const rows = findings.filter(({ texts }) => texts.length > 0).map(({ code }) => `${code}.html`);
    assert.ok(rows.length > 40);
    assert.deepEqual(rows.filter((name) => !files.includes(name)), []);
  });

  test("is valid HTML, as are the index, the page and the frame of the look at a clock", async () => {
    const { HtmlValidate } = require("html-validate");
    const validator = new HtmlValidate({ root: true, extends: ["html-validate:standard"] });
    const urls = [...[...files, "index.html"].map((name) => new URL(name, ERRORS)), new URL("../probe.html", ERRORS), new URL("../../../www/index.html", ERRORS)];
    for (const url of urls) {
      const { results } = await validator.validateString(readFileSync(url, "utf8"));
      assert.deepEqual(results.flatMap(({ messages }) => messages.map(({ line, message }) => `${url}:${line}: ${message}`)), []);
    }
    assert.equal((await validator.validateString("<p><div></div></p>")).valid, false);
  });

  test("has the text as its title, needs no script, and no link of it is dead", () => {
    for (const name of [...files, "index.html"]) {
      const html = source(name);
      if (name !== "index.html") {
        assert.equal(between(html, "title"), between(html, "h1").replace(/<\/?code>/g, ""));
        assert.doesNotMatch(html, /<script/);
      }
      for (const [, target] of html.matchAll(/href="([^"#]*)/g)) assert.ok(existsSync(new URL(target, new URL(name, ERRORS))), `${name}: ${target}`);
    }
  });

  test("stands in the index and in the map of the site", () => {
    const map = readFileSync(new URL("../sitemap.xml", ERRORS), "utf8");
    for (const name of files) {
      assert.ok(source("index.html").includes(`href="${name}"`), name);
      assert.ok(map.includes(`/errors/${name}</loc>`), name);
    }
  });

  test("opens the tool, which says the same, and leaves nothing in the address", async () => {
    for (const [index, name] of files.entries()) {
      const html = source(name);
      const url = new URL(link(html), ERRORS);
      const { verdict } = await diagnose(new URLSearchParams(url.hash.slice(1)).get("text"));
      assert.ok(plain(html).includes(toText(verdict.message)), name);
      // The link works the same on each of them.
      if (index % (ENGINE === "chromium" ? 4 : 8) !== 0) continue;
      const isFirst = index % 8 === 0;
      // Some in a new page, and the others where another link was opened before.
      if (isFirst) await page.driver.get("about:blank");
      await page.driver.get(String(FROM === "localhost" ? page.served(url) : url));
      await page.driver.wait(() => page.run(() => location.hash === ""), 5000, `${name}: the address keeps the text`);
      assert.equal(await page.verdict(), toText(verdict.message), name);
    }
  });
});

describe("the index", () => {
  const open = () => page.driver.get(FROM === "localhost" ? page.served(new URL("index.html", ERRORS)) : String(new URL("index.html", ERRORS)));

  test("is a list without a script, and a search with one", async () => {
    await open();
    const left = () => page.run(() => [...document.querySelectorAll("li:not([hidden])")].map(({ textContent }) => textContent));
    assert.equal((await left()).length, files.length);
    const box = await page.driver.findElement(By.css("input"));
    await box.sendKeys("Token EXPIRED");
    assert.ok((await left()).length < 8);
    assert.ok((await left()).some((text) => text.startsWith("token is expired")));
    await box.sendKeys(" zzz");
    assert.deepEqual(await left(), []);
    assert.match(await page.run(() => document.querySelector("[role=status]").textContent), /Paste the whole/);
  });

  test("no fault for axe, and nothing cut off, in both themes", { skip: ENGINE !== "chromium" && "it is the same document" }, async () => {
    for (const name of ["index.html", "wrong_secret.html", "signal_connection.html"]) {
      await page.driver.get(String(new URL(name, ERRORS)));
      for (const width of [320, 1280]) {
        await page.size(width, 800);
        for (const theme of ["light", "dark"]) {
          await page.theme(theme);
          assert.deepEqual(await page.axe(), [], `${name} ${theme} ${width}`);
          assert.ok(await page.run(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${name} at ${width}`);
        }
      }
    }
  });
});
