// The page in other people's docs: sites built by six tools, and one by hand with a strict policy.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ENGINE, ENV, NOW, Page, setting } from "./browser.mjs";

const SITES = { mkdocs: "dark", sphinx: "light", mdbook: "dark", docusaurus: "dark", vitepress: "dark", storybook: "light", plain: "light" };
/** Where the page is, if not at the root: Storybook shows a story in a frame of its own. */
const PATHS = { storybook: "iframe.html?id=when-livekit-answers-401--why-401&viewMode=story" };
const SECRET = setting("LIVEKIT_API_SECRET");
const TOKEN = setting("TOKEN");

/** @type {Page} */
let page;

before(async () => {
  page = await Page.start();
  for (const site of Object.keys(SITES)) page.network.mount(`/${site}/`, new URL(`../../target/embed/${site}/site/`, import.meta.url));
  await page.theme("light");
  await page.size(1280, 900);
});
after(() => page?.quit());

/** Opens a site, listens to the messages of the frame, and waits until the frame has its height. */
async function open(site) {
  await page.driver.switchTo().defaultContent();
  await page.driver.get(`${page.network.origin}/${site}/${PATHS[site] ?? ""}`);
  await page.run(() => {
    window.heard = [];
    addEventListener("message", ({ data }) => window.heard.push(JSON.stringify(data)));
    addEventListener("why401", ({ detail }) => window.heard.push(JSON.stringify(detail)));
  });
  await page.driver.wait(() => page.run(() => !!document.querySelector("why-401")?.shadowRoot), 10_000, `${site} has no frame`);
  await into();
  await page.driver.wait(() => page.run(() => document.documentElement?.hasAttribute("data-ready")), 10_000, "the page does not start");
  await page.run((start) => { const ahead = start - Date.now(); const real = window.Date.now; window.Date.now = () => real() + ahead; }, NOW);
}

async function into() {
  await page.driver.switchTo().frame(await page.run(() => document.querySelector("why-401").shadowRoot.querySelector("iframe")));
}

function out() {
  return page.driver.switchTo().defaultContent();
}

/** The content of the frame, without the parts that change every second. */
function shown() {
  return page.run(() => JSON.stringify([document.querySelector("pre.pasted")?.textContent, document.querySelector("#evidence").textContent, document.querySelector("#answer [data-outcome]")?.className, document.querySelector("#box").value, document.documentElement.style.colorScheme]));
}

for (const [site, theme] of Object.entries(SITES)) {
  describe(site, () => {
    const hasServer = site === "plain";

    test(`a pasted token gets its verdict, in a frame ${hasServer ? "whose height is always the same" : "that is as tall as its content"}`, async () => {
      await open(site);
      await page.paste(ENV);
      assert.match(await page.verdict(), /works/);
      // The frame grows a moment later, in steps of 200 pixels.
      const heights = () => page.run(() => [document.documentElement.scrollHeight, innerHeight, document.body.offsetHeight]);
      await page.driver.wait(async () => {
        const [all, frame, body] = await heights();
        return hasServer ? frame === 2000 : all <= frame && body > frame - 204;
      }, 5000).catch(async () => assert.fail(`the height of the frame is wrong: ${await heights()}`));
      assert.ok(await page.run(() => document.documentElement.scrollWidth <= innerWidth));
    });

    test(`the theme follows the host: ${theme}`, async () => {
      await page.driver.wait(() => page.run((wanted) => document.documentElement?.style.colorScheme === wanted, theme), 3000, "the host's theme is not followed");
      const [ground] = (await page.run(() => getComputedStyle(document.body).backgroundColor)).match(/\d+/);
      assert.equal(Number(ground) < 128, theme === "dark");
    });

    test("the host can read neither the paste nor the report", async () => {
      const sentence = await page.verdict();
      await out();
      const read = await page.run(() => {
        const frame = document.querySelector("why-401").shadowRoot.querySelector("iframe");
        const tries = [() => frame.contentDocument?.body.innerHTML, () => frame.contentWindow.document.body.innerHTML, () => frame.contentWindow.localStorage.length, () => frame.contentWindow.location.href, () => frame.contentWindow.getSelection()?.toString()];
        return tries.map((attempt) => { try { return attempt() ?? null; } catch { return null; } });
      });
      assert.deepEqual(read, read.map(() => null));
      assert.ok(!(await page.run(() => window.heard)).join().includes("outcome"), "the host hears an outcome unasked");
      await into();
      await page.driver.findElement({ css: "[data-action=share]" }).click();
      await out();
      await page.driver.wait(() => page.run(() => window.heard.some((message) => message.includes('"accepts"'))), 3000, "the host does not hear the outcome");
      const heard = await page.run(() => window.heard);
      for (const message of heard) {
        assert.deepEqual(Object.keys(JSON.parse(message)).filter((key) => !["why401", "height", "outcome"].includes(key)), []);
        for (const part of [SECRET, TOKEN, sentence, setting("LIVEKIT_API_KEY")]) assert.ok(!message.includes(part));
      }
      for (const part of [SECRET, TOKEN]) assert.ok(!page.network.asked.join().includes(part));
    });

    test("a hostile message from the host changes nothing", async () => {
      await into();
      const before = await shown();
      await out();
      await page.run(() => {
        const { contentWindow } = document.querySelector("why-401").shadowRoot.querySelector("iframe");
        const texts = ["LIVEKIT_API_SECRET=guess", "<img src=x onerror=parent.foreign=1>", "x".repeat(1e6), ""];
        const messages = [null, 0, "why401", [], { why401: 2, text: "x" }, { why401: "1", text: "x" }, { text: "x" }, { why401: 1, text: { toString: "x" } }, { why401: 1, text: ["x"] },
          { why401: 1, theme: "url(x)" }, { why401: 1, theme: ["dark"] }, { why401: 1, __proto__: { text: "x" } }, { why401: 1, type: "reveal" }, { why401: 1, html: "<b>", action: "report", code: "fetch('/')" },
          ...texts.map((text) => ({ why401: 1, text }))];
        for (const message of messages) contentWindow.postMessage(message, "*");
        // Neither does one from another frame of the host.
        const stranger = document.body.appendChild(document.createElement("iframe"));
        stranger.contentWindow.postMessage.call(contentWindow, { why401: 1, text: "stranger" }, "*");
      });
      await page.driver.sleep(300);
      await into();
      assert.equal(await shown(), before);
    });
  });
}

describe("the element", () => {
  test("starts with the host's server, and replaces only the host's text", async () => {
    await open("plain");
    await page.driver.wait(() => page.run(() => /lk\.example\.com/.test(document.querySelector("#evidence").textContent)), 3000, "the server is not there");
    await out();
    await page.run(() => document.querySelector("why-401").show("token is expired"));
    await into();
    await page.driver.wait(() => page.run(() => /token is expired/.test(document.querySelector("pre.pasted").textContent)), 3000, "the text is not there");
    await page.paste(ENV);
    await page.driver.wait(() => page.run((token) => document.querySelector("pre.pasted").textContent.includes(token), TOKEN), 3000, "the paste is not there");
    const before = await shown();
    await out();
    await page.run(() => document.querySelector("why-401").show("another text"));
    await page.driver.sleep(300);
    await into();
    assert.equal(await shown(), before);
  });

  test("does not tell a host which of its guesses is right", async () => {
    const heights = new Set();
    for (const guess of ["wrong-guess-wrong-guess-wrong-guess-wrong-guess", SECRET]) {
      await open("plain");
      await out();
      await page.run((text) => document.querySelector("why-401").show(text), `LIVEKIT_API_SECRET=${guess}\n${`${guess}\n`.repeat(40)}`);
      await into();
      await page.driver.wait(() => page.run(() => document.querySelector("pre.pasted")), 3000, "the guess is not there");
      await page.paste(`LIVEKIT_API_KEY=${setting("LIVEKIT_API_KEY")}\n${TOKEN}`);
      assert.match(await page.verdict(), /add the API secret/);
      await out();
      heights.add(await page.run(() => window.heard.at(-1)));
    }
    assert.equal(heights.size, 1);
  });

  test("follows its attributes and the host's colors", async () => {
    await open("plain");
    const becomes = async (wanted, change) => {
      await out();
      await page.run(change);
      await into();
      await page.driver.wait(() => page.run((scheme) => document.documentElement?.style.colorScheme === scheme, wanted), 3000, `the theme does not become ${wanted}`);
    };
    await becomes("dark", () => document.querySelector("why-401").setAttribute("theme", "dark"));
    await becomes("light", () => document.querySelector("why-401").removeAttribute("theme"));
    await becomes("dark", () => { document.body.style.color = "oklch(0.95 0 0)"; });
    await becomes("light", () => { document.body.style.color = "rgb(20 20 20)"; });
  });

  test("fits into 320 px", async () => {
    await open("plain");
    await out();
    await page.run(() => { document.querySelector("why-401").style.width = "320px"; });
    await into();
    await page.paste(ENV);
    await page.verdict();
    assert.equal(await page.run(() => innerWidth), 320);
    assert.ok(await page.run(() => document.documentElement.scrollWidth <= innerWidth));
  });

  test("ignores messages that our page never sends", async () => {
    await open("plain");
    await out();
    const height = () => page.run(() => document.querySelector("why-401").shadowRoot.querySelector("iframe").style.height);
    await page.driver.wait(async () => (await height()) !== "600px", 3000);
    const before = await height();
    await page.run(() => { for (const data of [{ why401: 1, height: 9999, outcome: "accepts" }, { why401: 1, height: 1e9 }]) postMessage(data, "*"); });
    await page.driver.sleep(200);
    assert.equal(await height(), before);
  });
});

describe("the compact form", () => {
  const frame = () => page.run(() => document.querySelector("why-401").shadowRoot.querySelector("iframe").getBoundingClientRect().height);
  test("is at most 320 px high when empty and 720 px with an answer, and has no ground", async () => {
    await open("plain");
    await out();
    await page.run(() => document.querySelector("why-401").setAttribute("compact", ""));
    await into();
    await page.driver.wait(() => page.run(() => document.documentElement?.dataset.compact === ""), 5000, "it is not compact");
    await out();
    await page.driver.wait(async () => (await frame()) === 320, 3000).catch(async () => assert.fail(`${await frame()} px`));
    await into();
    assert.match(await page.run(() => getComputedStyle(document.body).backgroundColor), /, 0\)$|transparent/);
    assert.ok(await page.run(() => document.documentElement.scrollHeight <= innerHeight), "it scrolls");
    await page.paste(ENV);
    await page.verdict();
    await out();
    await page.driver.wait(async () => (await frame()) === 720, 3000).catch(async () => assert.fail(`${await frame()} px`));
  });

  test("gives way to a link if the frame does not report", async () => {
    await open("plain");
    await out();
    await page.run(() => document.querySelector("why-401").setAttribute("src", "missing.html"));
    const shown = () => page.run(() => [...document.querySelector("why-401").shadowRoot.children].filter((child) => getComputedStyle(child).display !== "none").map(({ tagName }) => tagName));
    await page.driver.wait(async () => (await shown()).join() === "A", 5000, "there is no link");
    await page.run(() => document.querySelector("why-401").removeAttribute("src"));
    await page.driver.wait(async () => (await shown()).join() === "IFRAME", 5000, "the frame does not come back");
  });
});

test("copies by the button inside the frame", { skip: ENGINE !== "chromium" && "only Chromium shows a test its clipboard" }, async () => {
  await open("plain");
  await page.paste("could not establish signal connection\nLIVEKIT_URL=wss://demo.livekit.cloud");
  await page.verdict();
  await page.driver.findElement({ css: "[data-action=report]" }).click();
  await page.driver.wait(() => page.run(() => document.querySelector("[data-action=report]").hasAttribute("data-copied")), 3000, "nothing is copied");
});
