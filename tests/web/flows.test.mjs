// Several pastes in a row, as people make them: the answer is about the right thing each time, and each act can be undone.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { By, Key, NOW, Page, inWorker } from "./browser.mjs";

const KEY = "APIwLfvM8tNnzQr";
const SECRET = "qT4mZ8vK2xW6bN1rD5yH9cG3fJ7sL0pAFAKEuEiOeRtY";
const WRONG = "Zx9Cv8Bn7Mq6Lk5Jh4Gf3Ds2Ap1QwFAKEtYuIoPeRdWs";
const HOUR = 3600;
const now = NOW / 1000;

function token({ sub = "alice", iss = KEY, secret = SECRET, alg = "HS256", ...claims } = {}) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const input = `${part({ alg, typ: "JWT" })}.${part({ iss, sub, nbf: now - 60, exp: now + HOUR, video: { roomJoin: true, room: "my-room" }, ...claims })}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
}

const GOOD = token();
const EXPIRED = token({ nbf: now - 8 * HOUR, exp: now - 2 * HOUR });
const env = (secret = SECRET, key = KEY) => `LIVEKIT_API_KEY=${key}\nLIVEKIT_API_SECRET=${secret}\n`;
const FOREIGN = token({ iss: "https://example.us.auth0.com/", sub: "auth0|1", secret: "x", video: undefined, aud: "https://api.example.com", azp: "x", scope: "openid" });

/** @type {Page} */
let page;

before(async () => {
  page = await Page.start();
  await page.size(1280, 800);
});
after(() => page?.quit());

/** Pastes one text after another, and returns the last verdict. */
async function pasteAll(...texts) {
  await page.open();
  let verdict = "";
  for (const text of texts) {
    await page.paste(text);
    verdict = await page.verdict();
  }
  return verdict;
}

/** The label of the token that is judged. */
const subject = () => page.run(() => document.querySelector("[data-slot=token] .label").textContent);
const current = () => page.run(() => Number(document.querySelector("[data-token][aria-current]")?.dataset.token));
const undo = async () => {
  await page.driver.findElement(By.css("body")).sendKeys(Key.chord(Key.CONTROL, "z"));
  await page.driver.sleep(50);
};
const pasted = () => page.run(() => document.querySelector("pre.pasted")?.textContent ?? "");

describe("a second token", () => {
  test("fresh after an expired one is judged, and the first one can be chosen", async () => {
    assert.doesNotMatch(await pasteAll(EXPIRED, GOOD), /expired/i);
    assert.equal(await current(), 1);
    assert.deepEqual(await page.run(() => [...document.querySelectorAll("[data-token]")].map(({ dataset }) => dataset.token)), ["1", "0"], "the newest is not the first");
    await pasteAll(env(), EXPIRED, GOOD);
    assert.equal(await page.outcome(), "accepts");
    await page.click("[data-token='0']");
    assert.match(await page.verdict(), /expired/i);
    assert.equal(await page.outcome(), "refuses");
    await undo();
    await page.verdict();
    assert.equal(await page.outcome(), "accepts");
  });

  test("that is the same is not listed twice", async () => {
    await pasteAll(GOOD, GOOD);
    assert.equal(await page.run(() => document.querySelectorAll("[data-token]").length), 0);
  });

  test("is held beside the first, and what differs is said in words", async () => {
    await pasteAll(env(), EXPIRED, GOOD);
    await page.click("[data-token='0'] + button");
    await page.driver.wait(() => page.run(() => document.querySelectorAll(".comparison li").length > 0), 3000, "nothing differs");
    const words = await page.run(() => document.querySelector(".comparison").textContent);
    assert.match(words, /exp/);
    assert.equal(await page.outcome(), "accepts");
  });

  test("of another service beside LiveKit's does not hide it", async () => {
    const verdict = await pasteAll(`Authorization: Bearer ${FOREIGN}\n{"token":"${GOOD}"}\n${env()}`);
    assert.equal(await page.outcome(), "accepts", verdict);
  });

  test("is reached by keys", async () => {
    await pasteAll(env(), EXPIRED, GOOD);
    await page.run(() => document.activeElement.blur());
    await page.driver.actions().sendKeys("[").perform();
    await page.driver.wait(async () => (await page.outcome()) === "refuses", 3000, "the key does nothing");
  });
});

describe("when the server was asked", () => {
  const url = `https://lk.example.com/rtc/validate?access_token=${GOOD}`;
  const entry = (status, minutes, headers = []) => ({
    request: { method: "GET", url, queryString: [{ name: "access_token", value: GOOD }] },
    response: { status, headers },
    startedDateTime: new Date(NOW + minutes * 60_000).toISOString(),
  });
  const har = (...entries) => JSON.stringify({ log: { version: "1.2", entries } }, null, 2);
  const asOf = () => page.run(() => document.querySelector(".asof").textContent);

  test("is the time of the refused request of a HAR", async () => {
    await pasteAll(env(), har(entry(200, 1), entry(401, 90), entry(200, 2)));
    assert.equal(await page.outcome(), "refuses");
    assert.match(await asOf(), new RegExp(new Date(NOW + 90 * 60_000).toISOString().slice(11, 19)));
  });

  test("is the Date of its answer, if it has one", async () => {
    await pasteAll(env(), har(entry(401, 90, [{ name: "date", value: new Date(NOW + 95 * 60_000).toUTCString() }])));
    assert.match(await asOf(), new RegExp(new Date(NOW + 95 * 60_000).toISOString().slice(11, 19)));
  });

  test("by a server whose clock is behind that of this browser does not blame the token", async () => {
    const verdict = await pasteAll(`$ curl -si '${url}'\nHTTP/1.1 401 Unauthorized\nDate: ${new Date(NOW - 3_600_000).toUTCString()}\n\n`);
    assert.doesNotMatch(verdict, /local time/);
    assert.match(await page.run(() => document.querySelector(".verdict .fix").textContent), /agrees with this browser/);
  });
});

describe("an own token after an example", () => {
  for (const index of [0, 1, 3, 4, 5, 6]) {
    test(`${index + 1} is judged alone`, async () => {
      await page.open();
      await page.click(`[data-action=example][data-index='${index}']`);
      const before = await page.verdict();
      await page.paste(token({ sub: "bob" }));
      assert.notEqual(await page.verdict(), before);
      assert.match(await subject(), /bob/);
      assert.doesNotMatch(await pasted(), /APIexample|HTTP\/1\.1/);
    });
  }
});

describe("a second secret", () => {
  const orders = { "the token, a wrong one, the right one": [GOOD, WRONG, SECRET], "a wrong one, the token, the right one": [WRONG, GOOD, SECRET], "the right one, a wrong one, the token": [SECRET, WRONG, GOOD], "both in one paste": [GOOD, `${WRONG}\n\n${SECRET}`] };
  for (const [name, texts] of Object.entries(orders)) {
    test(`bare: ${name}`, async () => {
      const verdict = await pasteAll(...texts);
      assert.equal(await page.outcome(), "accepts", verdict);
    });
  }

  const files = { "the wrong one first": [env(WRONG), GOOD, env()], "two files": [`==> .env <==\n${env(WRONG)}==> .env.local <==\n${env()}`, GOOD] };
  for (const [name, texts] of Object.entries(files)) {
    test(`in .env: ${name}`, async () => {
      const verdict = await pasteAll(...texts);
      assert.equal(await page.outcome(), "accepts", verdict);
    });
  }

  test("in a newer .env does not hide that the older one signed the token", async () => {
    const verdict = await pasteAll(env(), GOOD, env(WRONG));
    assert.doesNotMatch(verdict, /not signed with/);
    assert.match(verdict, /not with the newer one/);
    // Without the newer one, the older one counts.
    await page.click("[data-slot=secret] .menu .icon");
    await page.driver.wait(async () => (await page.outcome()) === "accepts", 3000, "the older secret does not count");
  });

  test("is accepted from the field, also in base64", async () => {
    await pasteAll(GOOD);
    const field = await page.driver.findElement(By.css(".secret input"));
    await field.sendKeys(SECRET);
    await page.driver.wait(async () => (await page.outcome()) === "accepts", 5000, "the field is not read");
    assert.equal(await field.getAttribute("type"), "password");
    await page.open();
    await page.paste(GOOD);
    await page.verdict();
    await page.driver.findElement(By.css(".secret input")).sendKeys(Buffer.from(SECRET).toString("base64"));
    await page.driver.findElement(By.xpath("//button[text()='base64']")).click();
    await page.driver.wait(async () => (await page.outcome()) === "accepts", 5000, "base64 is not read");
    assert.ok(!(await page.run(() => document.querySelector("pre.pasted").textContent)).includes(SECRET));
  });
});

describe("every act can be undone at once", () => {
  const acts = {
    "a paste": () => page.paste(EXPIRED),
    "removing the token": () => page.click("#evidence [aria-label='Remove: Token']"),
    "removing the pair": () => page.click("#evidence [aria-label='Remove: Key and secret']"),
    "clearing": () => page.click("[data-action=clear]"),
    "starting over": () => page.click("[data-action=restart]"),
    "editing": () => page.click("[data-action=edit]"),
    "typing": () => page.driver.findElement(By.id("box")).sendKeys("# note"),
    "moving typed text out of the box": () => page.driver.findElement(By.id("box")).sendKeys("# note", Key.ENTER),
    "a file": () => page.run(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["LIVEKIT_URL=wss://other.example.com"], ".env"));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }),
  };
  for (const [name, act] of Object.entries(acts)) {
    test(name, async () => {
      await pasteAll(env() + GOOD);
      const before = await pasted();
      await act();
      const isDone = async () => (await pasted()) !== before || await page.run(() => document.querySelector("#box").value !== "");
      await page.driver.wait(isDone, 5000, "nothing was done");
      if (name.startsWith("moving")) await undo();
      await undo();
      await page.driver.wait(async () => (await pasted()) === before && await page.run(() => document.querySelector("#box").value === ""), 3000, `it is not undone: ${await pasted()}`);
      assert.equal(await page.outcome(), "accepts");
    });
  }

  test("by the button, and again by the other", async () => {
    await pasteAll(env() + GOOD);
    await page.click("[data-action=clear]");
    await page.click("[data-action=undo]");
    await page.verdict();
    assert.equal(await page.outcome(), "accepts");
    await page.click("[data-action=redo]");
    await page.driver.wait(() => page.run(() => document.querySelector("main").dataset.state === "empty"), 3000);
  });
});

describe("what is in no text", () => {
  test("a picture is said to be unreadable, dropped or pasted", async () => {
    await page.open();
    const say = () => page.run(() => document.querySelector(".toast").textContent);
    await page.run(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["\u0089PNG"], "shot.png", { type: "image/png" }));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    });
    await page.driver.wait(async () => /cannot read pictures/.test(await say()), 3000, "nothing is said");
    assert.equal(await page.run(() => document.querySelector("main").dataset.state), "empty");
    await page.click(".toast .icon");
    await page.run(() => {
      const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
      Object.defineProperty(event, "clipboardData", { value: { getData: () => "", files: [new File(["x"], "image.png", { type: "image/png" })] } });
      document.dispatchEvent(event);
    });
    await page.driver.wait(async () => /cannot read pictures/.test(await say()), 3000, "nothing is said");
  });

  test("a few typed characters are not judged", async () => {
    await page.open();
    await page.driver.findElement(By.id("box")).sendKeys("hel");
    await page.driver.sleep(500);
    assert.equal(await page.run(() => document.querySelector("#verdict")), null);
  });

  test("a dropped file keeps its own line numbers", async () => {
    await page.open();
    await page.run((text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], ".env"));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }, `LIVEKIT_URL=wss://lk.example.com\n${env()}`);
    await page.verdict();
    assert.match(await page.run(() => document.querySelector("[data-slot=secret] .label").textContent), /\.env, line 3/);
  });
});

test("the core runs in a worker", async () => {
  await pasteAll(env() + GOOD);
  assert.doesNotMatch(await page.run(() => document.querySelector("footer").textContent), /runs on the page instead/);
});

test("a worker that has started is given the time that its work takes", async () => {
  // A safe copy has a worker of its own. The page waits 3 seconds for it to start, and it works for 4.
  await page.open({ first: `{
    const { setTimeout } = globalThis;
    globalThis.setTimeout = (run, wait, ...rest) => setTimeout(run, wait === 10_000 ? 3000 : wait, ...rest);
    ${inWorker('addEventListener("message", ({ data }) => { for (const end = performance.now() + 4000; data.file && performance.now() < end;); });')}
  }` });
  await page.paste(env() + GOOD);
  await page.verdict();
  await page.run(() => {
    const start = performance.now();
    const { terminate } = Worker.prototype;
    Worker.prototype.terminate = function () { window.lived ??= performance.now() - start; terminate.call(this); };
  });
  await page.click("[data-action=safe-case]");
  await page.driver.wait(() => page.run(() => !!document.querySelector("#safe [data-action=copy-safe]")), 10_000, "there is no copy");
  assert.ok(await page.run(() => window.lived >= 4000), "it was ended before");
});

describe("a browser that refuses the worker", () => {
  test("runs the core on the page, and says so", async () => {
    await page.open({ first: "globalThis.Worker = class { constructor() { throw new Error('no'); } };" });
    await page.paste(env() + GOOD);
    await page.verdict();
    assert.equal(await page.outcome(), "accepts");
    assert.match(await page.run(() => document.querySelector("footer").textContent), /runs on the page instead/);
  });

  test("also if the worker never says a word", async () => {
    await page.open({ first: "globalThis.Worker = class extends EventTarget { postMessage() {} terminate() {} };" });
    await page.paste(env() + GOOD);
    await page.verdict(15_000);
    assert.equal(await page.outcome(), "accepts");
  });

  test("also if it says so only later", async () => {
    await page.open({ first: "{ const { Blob } = globalThis; globalThis.Blob = class extends Blob { constructor(parts, options) { super(options?.type === 'text/javascript' ? ['throw new Error(1)'] : parts, options); } }; }" });
    await page.paste(env() + GOOD);
    await page.verdict();
    assert.equal(await page.outcome(), "accepts");
  });
});
