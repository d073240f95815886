// The page on a web server, which can be installed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { ENV, Page, setting } from "./browser.mjs";

const SITE = new URL("../../dist/site/", import.meta.url);

/** @type {Page} */
let page;

before(async () => { page = await Page.start(); });
after(() => page?.quit());

const open = () => page.open({ url: new URL("index.html", SITE) });

test("it is the page, but for the script that keeps it, and its policy names no other host", () => {
  const [file, site] = ["../why401.html", "index.html"].map((name) => readFileSync(new URL(name, SITE), "utf8"));
  const policy = (html) => html.match(/Content-Security-Policy" content="([^"]*)"/)[1].split("; ");
  assert.deepEqual(policy(site).filter((part) => !policy(file).includes(part) && !part.startsWith("script-src")), ["trusted-types why401", "manifest-src 'self'", "worker-src 'self'"]);
  const bare = (html) => html.replace(/<meta http-equiv[^>]*>/, "").replace(/<link rel="manifest"[^>]*>\n/, "").replace(/\n<script>[^<]*serviceWorker[^<]*<\/script>\n<\/body>/, "\n</body>");
  assert.equal(bare(site), bare(file));
});

test("a page that was there once works without the network, and what was pasted is not kept", async () => {
  await open();
  await page.driver.wait(() => page.run(() => !!navigator.serviceWorker.controller), 10_000, "no worker takes over");
  await page.paste(ENV);
  assert.match(await page.verdict(), /accepts/);
  page.network.isUp = false;
  try {
    await open();
    await page.paste(ENV);
    assert.match(await page.verdict(), /accepts/);
  } finally {
    page.network.isUp = true;
  }
  const kept = await page.driver.executeAsyncScript((done) => caches.keys().then((names) => Promise.all(names.map(async (name) => {
    const cache = await caches.open(name);
    return Promise.all((await cache.keys()).map(async (request) => [request.url, await (await cache.match(request)).text()]));
  }))).then((all) => done(all.flat())));
  assert.deepEqual(kept.map(([url]) => url), [page.served(new URL("index.html", SITE))]);
  for (const part of [setting("LIVEKIT_API_SECRET"), setting("TOKEN")]) assert.ok(!kept[0][1].includes(part) && !page.network.asked.join().includes(part));
});

test("the worker answers for the page only", async () => {
  await open();
  page.network.isUp = false;
  const answer = await page.driver.executeAsyncScript((done) => { const image = new Image(); image.onerror = () => done("failed"); image.onload = () => done("loaded"); image.src = "other.png"; });
  page.network.isUp = true;
  assert.equal(answer, "failed");
});

test("no other script can be made a worker or a script", async () => {
  await open();
  const tries = await page.driver.executeAsyncScript((done) => {
    const attempt = async (run) => { try { await run(); return "allowed"; } catch { return "refused"; } };
    Promise.all([
      attempt(() => navigator.serviceWorker.register("other.js")),
      attempt(() => new Worker("worker.js")),
      attempt(() => window.trustedTypes.createPolicy("why401", { createScriptURL: (url) => url })),
      attempt(() => window.trustedTypes.createPolicy("other", { createScriptURL: (url) => url })),
      attempt(() => fetch("worker.js")),
    ]).then(done);
  });
  assert.deepEqual(tries, ["refused", "refused", "refused", "refused", "refused"]);
});
