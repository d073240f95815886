// The documentation of the site.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { By, ENV, Page } from "./browser.mjs";
import { require } from "./modules.mjs";

const SITE = new URL("../../dist/site/", import.meta.url);
const root = (/** @type {string} */ path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const source = (/** @type {string} */ path) => readFileSync(new URL(path, SITE), "utf8");
/** The pages that are read, without those of the app. */
const pages = readdirSync(SITE, { recursive: true }).map(String).filter((path) => /^(docs|errors)\/.*\.html$/.test(path)).sort();
const unescaped = (/** @type {string} */ html) => html.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
const findings = JSON.parse(root("target/generated/catalogue.json"));

/** @type {Page} */
let page;

before(async () => { page = await Page.start(); });
after(() => page?.quit());

const open = (/** @type {string} */ path) => page.driver.get(String(new URL(path, SITE)));

describe("the documentation", () => {
  test("has a page for every finding, with its reason", () => {
    assert.ok(findings.length > 200);
    for (const { code, why } of findings) {
      const path = `docs/findings/${code}.html`;
      assert.ok(pages.includes(path), path);
      const words = unescaped(source(path).replace(/<[^>]+>/g, "")).replace(/\s+/g, " ");
      assert.ok(words.includes(why.replaceAll("`", "")), code);
      assert.ok(source("docs/findings.html").includes(`href="findings/${code}.html"`), code);
    }
  });

  test("has a page for every service, with its claims and credentials", () => {
    const services = JSON.parse(root("target/generated/services.json"));
    assert.ok(services.length > 30);
    for (const { id, name, claims, credentials } of services) {
      const path = `docs/services/${id}.html`;
      assert.ok(pages.includes(path), path);
      const words = unescaped(source(path).replace(/<[^>]+>/g, "")).replace(/\s+/g, " ");
      for (const word of [name, ...claims.flat(), ...credentials.flat()]) assert.ok(words.includes(word.replaceAll("`", "")), `${path}: ${word}`);
      assert.ok(source("docs/services.html").includes(`href="services/${id}.html"`), id);
    }
  });

  test("has every error text on the page of its meaning", () => {
    for (const { code, texts } of findings) {
      for (const text of texts) assert.ok(unescaped(source(`errors/${code}.html`)).includes(`<code>${text}</code>`), text);
    }
  });

  test("has no dead link and no dead anchor, and names no file of another host", () => {
    let checked = 0;
    for (const path of pages) {
      const html = source(path);
      assert.equal(html.match(/<(link|img|iframe|object)\b|<\w[^>]*\ssrc=|url\((?!#)|@import/), null, path);
      for (const [, href] of html.matchAll(/\shref="([^"]*)"/g)) {
        if (href.startsWith("https:")) continue;
        const [file, anchor] = unescaped(href).split("#");
        const target = new URL(file || path.split("/").at(-1), new URL(path, SITE));
        assert.ok(existsSync(target), `${path}: ${href}`);
        // Behind the page itself a text follows, which it reads.
        if (anchor && !target.pathname.endsWith("/index.html")) assert.ok(readFileSync(target, "utf8").includes(` id="${anchor}"`), `${path}: ${href}`);
        checked++;
      }
    }
    assert.ok(checked > 2000);
  });

  test("is found by its own search only at addresses that exist", () => {
    const data = JSON.parse(source("docs/index.html").match(/id="data">(.*?)<\/script>/)[1]);
    assert.ok(data.length > 600);
    for (const { address } of data) {
      const [file, anchor] = address.split("#");
      const html = source(`docs/${file}`);
      if (anchor) assert.ok(html.includes(` id="${anchor}"`), address);
    }
  });

  test("stands in the map of the site", () => {
    for (const path of pages.filter((path) => path !== "errors/index.html")) assert.ok(source("sitemap.xml").includes(`/${path}</loc>`), path);
  });

  test("is valid HTML", async () => {
    const { HtmlValidate } = require("html-validate");
    const validator = new HtmlValidate({ root: true, extends: ["html-validate:standard"] });
    for (const path of pages.filter((path) => path.startsWith("docs/"))) {
      const { results } = await validator.validateString(source(path));
      assert.deepEqual(results.flatMap(({ messages }) => messages.map(({ line, message }) => `${path}:${line}: ${message}`)), []);
    }
  });

  test("names each outcome and each check of the report", () => {
    const types = root("target/generated/report.d.ts");
    const html = source("docs/verdict.html");
    for (const type of ["Outcome", "CheckId"]) {
      const names = types.match(new RegExp(`export type ${type} = ([^;]*);`))[1].match(/\w+/g);
      assert.ok(names.length > 3);
      for (const name of names) assert.ok(html.includes(`<code>${name}</code>`), name);
    }
  });

  test("shows the modules of the core in their order", () => {
    const modules = [...root("src/lib.rs").matchAll(/^pub mod (\w+);$/gm)].map(([, name]) => name);
    const shown = [...source("docs/architecture.html").matchAll(/<text class="stage"[^>]*>(\w+)</g)].map(([, name]) => name);
    assert.ok(modules.length > 8);
    assert.deepEqual(shown, modules);
  });
});

describe("from disk", () => {
  test("nothing is requested, and no policy is violated", async () => {
    await open("docs/index.html");
    page.network.asked.length = 0;
    for (const path of ["docs/index.html", "docs/architecture.html", "docs/findings/expired.html"]) {
      await open(path);
      assert.deepEqual(await page.run(() => performance.getEntriesByType("resource").map(({ name }) => name)), []);
      assert.notEqual(await page.run(() => getComputedStyle(document.querySelector("header")).display), "block", "the style does not apply");
    }
    assert.deepEqual(page.network.askedByPages, []);
  });

  test("the search finds a finding, an error text inside a line of a log, and a section of a guide", async () => {
    await open("docs/index.html");
    const box = await page.driver.findElement(By.css("input"));
    const first = async (/** @type {string} */ query) => {
      await box.clear();
      await box.sendKeys(query);
      return page.run(() => document.querySelector("#found a, .all a")?.getAttribute("href"));
    };
    assert.equal(await first("minter clock ahead"), "findings/minter_clock_ahead.html");
    assert.equal(await first("2026-11-24T10:41:07Z ERROR invalid API key: devkey"), "../errors/development_key.html");
    assert.equal(await first("embedding recipes"), "embedding.html#recipes");
    await page.driver.findElement(By.css("main ul.all a")).click();
    assert.ok((await page.run(() => location.href)).endsWith("docs/embedding.html#recipes"));
    await open("docs/index.html");
    await page.driver.findElement(By.css("input")).sendKeys("zzz");
    assert.match(await page.run(() => document.querySelector("[role=status]").textContent), /Paste the whole/);
  });

  test("no fault for axe, in both themes", async () => {
    const guides = pages.filter((path) => /^docs\/[^/]*$/.test(path));
    const some = pages.filter((path, index) => path.startsWith("docs/findings/") && index % 24 === 0);
    assert.ok(guides.length > 8 && some.length > 8);
    for (const path of [...guides, ...some]) {
      await open(path);
      for (const width of [320, 1280]) {
        await page.size(width, 800);
        for (const theme of ["light", "dark"]) {
          await page.theme(theme);
          assert.deepEqual(await page.axe({ onlyColors: theme !== "light" }), [], `${path} ${theme} ${width}`);
        }
      }
    }
  });
});

test("nothing is wider than 320 px", async () => {
  // In frames of a page of the same origin, which may look into them.
  const host = new URL("../../target/web/frames.html", import.meta.url);
  mkdirSync(new URL(".", host), { recursive: true });
  writeFileSync(host, "<!doctype html><title>frames</title>");
  await page.driver.get(page.served(host));
  await page.driver.manage().setTimeouts({ script: 60_000 });
  const widths = await page.driver.executeAsyncScript(async (addresses, done) => {
    const measure = (address) => new Promise((resolve) => {
      const frame = document.createElement("iframe");
      frame.style.cssText = "width:320px;height:800px;border:0";
      frame.src = address;
      frame.onload = () => {
        const { title, documentElement: { clientWidth, scrollWidth } } = frame.contentDocument;
        frame.remove();
        resolve([title, clientWidth, scrollWidth]);
      };
      document.body.append(frame);
    });
    const widths = [];
    while (addresses.length > 0) widths.push(...await Promise.all(addresses.splice(0, 20).map(measure)));
    done(widths);
  }, pages.map((path) => page.served(new URL(path, SITE))));
  assert.equal(widths.length, pages.length);
  for (const [at, [title, client, scroll]] of widths.entries()) {
    // Firefox's scroll bar takes a part of the frame.
    assert.ok(title !== "" && client > 300 && scroll <= client, `${pages[at]}: ${title}, ${client}, ${scroll}`);
  }
});

test("each finding on the page of the site leads to its page, and opens another tab; the single file has no such link", async () => {
  const links = () => page.run(() => [...document.querySelectorAll("#answer a")].map((link) => [link.getAttribute("href"), link.target]));
  const paste = ENV.replace(/^(LIVEKIT_API_SECRET=)(.*)$/m, '$1"$2 "');
  await page.driver.get(page.served(new URL("index.html", SITE)));
  await page.paste(paste);
  await page.verdict();
  const shown = await links();
  assert.ok(shown.length > 0);
  for (const [href, target] of shown) {
    assert.ok(existsSync(new URL(href, SITE)), href);
    assert.equal(target, "_blank");
  }
  await page.open();
  await page.paste(paste);
  await page.verdict();
  assert.deepEqual(await links(), []);
});
