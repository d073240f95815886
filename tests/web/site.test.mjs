// The page on a web server, which can be installed.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { ENGINE, ENV, Page, setting } from "./browser.mjs";
import { Nginx } from "./nginx.mjs";

const SITE = new URL("../../dist/site/", import.meta.url);

/** @type {Page} */
let page;

before(async () => { page = await Page.start(); });
after(() => page?.quit());

const open = () => page.open({ url: new URL("index.html", SITE) });

/** The file of the wasm, with a hash in its name. */
const WASM = readdirSync(SITE).find((name) => /^why401-[0-9a-f]{16}\.wasm$/.test(name));

test("it is the page, except for its wasm, which is a file next to it, and the place of the licenses; its policy names no other host", () => {
  const [file, site] = ["../why401.html", "index.html"].map((name) => readFileSync(new URL(name, SITE), "utf8"));
  const policy = (html) => html.match(/Content-Security-Policy" content="([^"]*)"/)[1].split("; ");
  assert.deepEqual(policy(site).filter((part) => !policy(file).includes(part) && !part.startsWith("script-src")), ["connect-src 'self'", "manifest-src 'self'", "worker-src 'self' blob:", "frame-src 'self'"]);
  const bare = (html) => html.replace(/<meta http-equiv[^>]*>/, "").replace(/<script type="application\/octet-stream"[^]*?<\/script>/, "")
    .replace(/<link rel="(manifest|license)"[^>]*>\n/g, "").replace(/\n<!--\nwhy401 contains [^]*?-->/, "");
  assert.equal(bare(site), bare(file));
});

test("the file to save is the single file", () => {
  assert.ok(readFileSync(new URL("why401.html", SITE)).equals(readFileSync(new URL("../why401.html", SITE))));
});

test("opened from disk it becomes the single file, with the text from a link", { skip: ENGINE === "webkit" && "its driver opens no other file" }, async () => {
  await page.driver.get(`${new URL("index.html", SITE)}#text=invalid+authorization+token:+token+has+invalid+claims:+token+is+expired`);
  assert.match(await page.verdict(), /expired/);
  assert.match(await page.run(() => location.pathname), /\/site\/why401\.html$/);
});

// Before the tests that remove the worker: WebKitGTK goes on with a page that a removed worker controls, and then has none without a network.
test("after one visit the page works without the network, and the paste is not stored", async () => {
  await open();
  await page.driver.wait(() => page.run(() => !!navigator.serviceWorker.controller), 10_000, "no worker takes over");
  await page.paste(ENV);
  assert.match(await page.verdict(), /works/);
  page.network.isUp = false;
  try {
    await open();
    await page.paste(ENV);
    assert.match(await page.verdict(), /works/);
  } finally {
    page.network.isUp = true;
  }
  const kept = await page.driver.executeAsyncScript((done) => caches.keys().then((names) => Promise.all(names.map(async (name) => {
    const cache = await caches.open(name);
    return Promise.all((await cache.keys()).map(async (request) => [request.url, await (await cache.match(request)).text()]));
  }))).then((all) => done(all.flat())));
  assert.deepEqual(kept.map(([url]) => url).sort(), ["index.html", WASM].map((name) => page.served(new URL(name, SITE))));
  for (const part of [setting("LIVEKIT_API_SECRET"), setting("TOKEN")]) assert.ok(!JSON.stringify(kept).includes(part) && !page.network.asked.join().includes(part));
});

test("says what to do if its wasm cannot be fetched, and starts when it can", async () => {
  await page.driver.get(page.served(new URL("index.html", SITE)));
  // Otherwise the worker's cache from earlier visits would answer.
  await page.driver.executeAsyncScript((done) => navigator.serviceWorker.getRegistrations().then((all) => Promise.all(all.map((one) => one.unregister()))).then(() => done()));
  page.network.missing = WASM;
  try {
    await open();
    await page.paste(ENV);
    assert.match(await page.verdict(), /could not start/);
    assert.match(await page.run(() => document.querySelector("#answer").textContent), /open why401\.html/);
  } finally {
    page.network.missing = undefined;
  }
  await page.paste("\n");
  await page.driver.wait(async () => /works/.test(await page.verdict()), 5000, "it does not start");
});

test("works on a server that does not know the type of wasm", async () => {
  page.network.types[".wasm"] = "application/octet-stream";
  try {
    await page.driver.get(page.served(new URL("index.html", SITE)));
    await page.driver.executeAsyncScript((done) => navigator.serviceWorker.getRegistrations().then((all) => Promise.all(all.map((one) => one.unregister()))).then(() => done()));
    await open();
    await page.paste(ENV);
    assert.match(await page.verdict(), /works/);
  } finally {
    page.network.types[".wasm"] = "application/wasm";
  }
});

test("the worker serves only the page and its wasm", async () => {
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
      attempt(() => fetch("http://other.example.com/")),
    ]).then(done);
  });
  assert.deepEqual(tries, ["refused", "refused", "refused", "refused", "refused"]);
});

describe("the probe of a server's clock", () => {
  const OPEN = { "access-control-allow-origin": "*", "access-control-expose-headers": "Date" };
  const dateAhead = (seconds) => new Date(Date.now() + seconds * 1000).toUTCString();
  const server = (ahead) => {
    page.network.hosts["lk.example.com"] = (request, response) => {
      response.sendDate = false;
      response.writeHead(404, { ...OPEN, ...(ahead === null ? {} : { date: dateAhead(ahead) }) }).end("not found");
    };
  };
  /** Pastes a token and its server, and something before it, and checks the clock. */
  async function look(before = "") {
    await page.driver.get(page.served(new URL("index.html", SITE)));
    await page.paste(before + ENV.replace("wss://", "ws://"));
    await page.verdict();
    page.network.asked.length = 0;
    await page.driver.wait(() => page.run(() => !document.querySelector("#probe").hidden), 3000, "the look is not offered");
    await page.run(() => addEventListener("samples", ({ detail }) => { window.samples = detail; }));
    await page.click("#probe button");
  }
  const words = () => page.run(() => document.querySelector("#probe span").textContent);
  const ended = () => page.driver.wait(async () => /known to|does not show|got no answer/.test(await words()), 8000, "the check does not end");

  /** Asserts that the page knows how many seconds the clock is ahead, to within half a second. */
  async function assertKnown(ahead) {
    assert.match(await words(), /known to within \d+ ms/);
    const samples = await page.run(() => window.samples);
    const low = Math.max(...samples.map(({ date, received }) => date - received));
    const high = Math.min(...samples.map(({ date, sent }) => date + 1000 - sent));
    assert.ok(low <= ahead * 1000 && ahead * 1000 <= high, `${low} to ${high}`);
    assert.ok(high - low < 500, `${high - low} ms`);
  }

  for (const ahead of [-90, 90, -5, 5, 3600]) {
    test(`contains the truth when the server's clock is ${ahead} s ahead`, async () => {
      server(ahead);
      await look();
      await ended();
      await assertKnown(ahead);
    });
  }

  // nginx writes its own time into the responses that it forwards, unless it is set to keep the server's.
  for (const [setup, ahead, truth] of [["proxy_pass_header Date;", 90, 90], ["proxy_pass_header Date;", -5, -5], ["", 3600, 0]]) {
    test(`contains the truth behind nginx with a clock ${ahead} s ahead${setup && ", which it forwards"}`, async () => {
      const nginx = await Nginx.before((request, response) => {
        response.sendDate = false;
        response.writeHead(404, { ...OPEN, date: dateAhead(ahead) }).end("not found");
      }, setup);
      try {
        page.network.hosts["lk.example.com"] = nginx.pass;
        await look();
        await ended();
        await assertKnown(truth);
      } finally {
        await nginx.stop();
      }
    });
  }

  test("sends no token, no path, no query and no referrer", async () => {
    server(0);
    await look();
    await ended();
    const asked = page.network.askedByPages.filter((line) => line.includes("lk.example.com"));
    assert.ok(asked.length > 0);
    for (const line of asked) assert.equal(line, "GET http://lk.example.com/");
    for (const headers of page.network.headers) {
      for (const name of ["referer", "cookie", "authorization"]) assert.equal(headers[name], undefined);
      for (const part of [setting("LIVEKIT_API_SECRET"), setting("TOKEN")]) assert.ok(!JSON.stringify(headers).includes(part));
    }
  });

  test("distinguishes a server that shows no time from one that does not answer, and calls neither down", async () => {
    server(null);
    await look();
    await ended();
    assert.match(await words(), /does not show its time.*curl -sI/);
    delete page.network.hosts["lk.example.com"];
    await look();
    await ended();
    assert.match(await words(), /got no answer.*Run this instead.*curl -sI/);
    assert.doesNotMatch(await words(), /\bdown\b/);
  });

  test("asks the server that the core takes for LiveKit's, and names its command for the shell of the paste", async () => {
    server(null);
    await look("PS C:\\> # docs: wss://other.example.com\n");
    await ended();
    assert.match(await words(), /\[DateTimeOffset\].*; curl\.exe -sI 'http:\/\/lk\.example\.com' \| Select-String/);
    assert.deepEqual(page.network.askedByPages.filter((line) => line.includes("example.com")).filter((line) => !line.includes("http://lk.example.com/")), []);
  });

  test("can be stopped", async () => {
    page.network.hosts["lk.example.com"] = () => {};
    await look();
    await page.click("#probe button");
    assert.equal(await words(), "Stopped.");
    await page.click("#probe button");
    assert.deepEqual(await page.axe(), []);
  });
});
