// A secret in every form in which people paste it: it is in none of the places that it could leak to.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { By, Key, NOW, Page, inWorker } from "./browser.mjs";

const CANARY = "cAnaryFAKE7Qw3rTy9UiOpAsDfGhJkLzXcVbNm5678";
const KEY = "APItestkey12345";
const base64 = (text) => Buffer.from(text).toString("base64");

/** A token that is valid at NOW, signed with `secret`. */
function token({ iss = KEY, kid, secret = CANARY } = {}) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const now = NOW / 1000;
  const input = `${part({ alg: "HS256", typ: "JWT", kid })}.${part({ iss, sub: "alice", nbf: now - 60, exp: now + 3600, video: { roomJoin: true, room: "r" } })}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
}

/** The paste, and the names of the secret in it. */
const dresses = {
  "as the secret": { text: `LIVEKIT_API_KEY=${KEY}\nLIVEKIT_API_SECRET=${CANARY}\n${token()}` },
  "as the secret, without a token": { text: `LIVEKIT_API_KEY=${KEY}\nLIVEKIT_API_SECRET=${CANARY}` },
  "as the secret alone": { text: `LIVEKIT_API_SECRET=${CANARY}` },
  "as the secret of another token": { text: `LIVEKIT_API_KEY=${KEY}\nLIVEKIT_API_SECRET=${CANARY}\n${token({ secret: "another" })}` },
  "as iss": { text: `LIVEKIT_API_KEY=${KEY}\nLIVEKIT_API_SECRET=${CANARY}\n${token({ iss: CANARY })}` },
  "as iss, key and secret swapped": { text: `LIVEKIT_API_KEY=${CANARY}\nLIVEKIT_API_SECRET=${KEY}\n${token({ iss: CANARY, secret: KEY })}` },
  "as iss, and in the server's answer": { text: `HTTP/1.1 401 Unauthorized\n\ninvalid API key: ${CANARY}\n\nLIVEKIT_API_KEY=${CANARY}\nLIVEKIT_API_SECRET=${KEY}\n${token({ iss: CANARY, secret: KEY })}` },
  "as kid": { text: `LIVEKIT_API_KEY=${KEY}\nLIVEKIT_API_SECRET=${CANARY}\n${token({ kid: CANARY })}` },
  "in quotes": { text: `LIVEKIT_API_KEY='${KEY}'\nLIVEKIT_API_SECRET='"${CANARY}"'\n${token()}` },
  "with a line end": { text: `LIVEKIT_API_KEY=${KEY}\nLIVEKIT_API_SECRET="${CANARY}\\n"\n${token()}` },
  "in base64": { text: `LIVEKIT_API_KEY=${KEY}\nLIVEKIT_API_SECRET=${base64(CANARY)}\n${token()}`, names: [CANARY, base64(CANARY)] },
  "in the URL": { text: `LIVEKIT_URL=wss://${KEY}:${CANARY}@demo.livekit.cloud/rtc?secret=${CANARY}\nLIVEKIT_API_KEY=${KEY}\nLIVEKIT_API_SECRET=${CANARY}\n${token()}` },
  "in another environment's pair": { text: `# production\nLIVEKIT_API_KEY=APIother12345\nLIVEKIT_API_SECRET=anotherFAKEsecret9Qw3rTy9UiOpAsDfGhJkLzXcVb\n# staging\nSTAGING_LIVEKIT_API_KEY=${KEY}\nSTAGING_LIVEKIT_API_SECRET=${CANARY}\n${token()}` },
};

/** @type {Page} */
let page;

before(async () => { page = await Page.start(); });
after(() => page?.quit());

describe("a secret", () => {
  for (const [name, { text, names = [CANARY] }] of Object.entries(dresses)) {
    test(`${name}: not shown, stored, copied or sent anywhere`, async () => {
      await opened();
      await page.paste(text);
      await page.verdict();
      await copyAll();
      await nowhere(names);
    });
  }

  test("typed, and moved to the evidence at Enter", async () => {
    await opened();
    const box = await page.driver.findElement(By.id("box"));
    await box.sendKeys(`LIVEKIT_API_KEY=${KEY}`, Key.chord(Key.SHIFT, Key.ENTER), `LIVEKIT_API_SECRET=${CANARY}`);
    await page.verdict();
    await box.sendKeys(Key.ENTER);
    await page.driver.wait(async () => (await box.getAttribute("value")) === "", 3000, "the box keeps it");
    await copyAll();
    await nowhere([CANARY]);
  });

  test("revealed and masked again, and gone after a reload", async () => {
    await opened();
    await page.paste(dresses["as the secret"].text);
    await page.verdict();
    await page.click("[data-action=reveal]");
    assert.ok((await page.html()).includes(CANARY), "it is not revealed, so the canary would not be found anywhere");
    await page.click("[data-action=reveal]");
    await copyAll();
    await nowhere([CANARY]);
    await page.click("[data-action=reveal]");
    await page.click("[data-action=edit]");
    await page.driver.navigate().refresh();
    await keepCopies();
    await nowhere([CANARY]);
  });

  test("that is made, and a token that is made: only *Copy* puts them into the clipboard", async () => {
    await opened();
    await page.click("[data-action=make-pair]");
    await page.driver.wait(() => page.run(() => document.querySelector(".mint")?.dataset.made === "true"), 5000, "no token is made");
    const [secret, token] = await shown("env", /LIVEKIT_API_SECRET=(\S+)/).then(async (secret) => [secret, await shown("token", /(eyJ\S+)/)]);
    await nowhere([secret, token, token.split(".")[2]]);
    await page.run(() => document.querySelector("[aria-label='The token'] + .bar [data-action=copy-made]").click());
    assert.deepEqual(await page.run(() => window.copied), [token]);
    await page.click("[data-action=close-mint]");
    await page.run(() => window.copied.splice(0));
    await nowhere([secret, token]);
  });

  test("of a paste, and the token that is made right with it: not in the report, and gone with the form", async () => {
    await page.open({ now: NOW + 86_400_000 });
    await keepCopies();
    await page.console();
    page.network.asked.length = 0;
    await page.paste(dresses["as the secret"].text);
    await page.verdict();
    await page.click("[data-action=make-repair]");
    await page.driver.wait(() => page.run(() => document.querySelector(".mint")?.dataset.made === "true"), 5000, "no token is made");
    const token = await shown("token", /(eyJ\S+)/);
    await copyAll();
    await nowhere([CANARY, token, token.split(".")[2]]);
    await page.paste("another paste");
    await page.verdict();
    assert.equal(await page.run(() => document.querySelector(".mint")), null);
    await nowhere([CANARY, token]);
  });

  test("while a crash of the core is shown", async () => {
    await page.open({ first: inWorker(`{
      const { Instance } = WebAssembly;
      WebAssembly.Instance = function (...given) {
        const exports = { ...new Instance(...given).exports, search_step() { throw new WebAssembly.RuntimeError("unreachable"); } };
        return { exports };
      };
    }`) });
    await keepCopies();
    await page.console();
    page.network.asked.length = 0;
    await page.paste(dresses["as the secret"].text);
    assert.match(await page.verdict(), /a bug in why401/);
    await nowhere([CANARY]);
  });
});

/** Shows a masked text of the form, reads a part of it, and masks it again. */
async function shown(name, pattern) {
  await page.click(`[data-action=show-${name}]`);
  const text = await page.driver.wait(() => page.run((name) => {
    const button = document.querySelector(`[data-action=show-${name}][aria-pressed=true]`);
    return button?.closest(".block").querySelector("pre").textContent;
  }, name), 3000);
  await page.click(`[data-action=show-${name}]`);
  await page.driver.wait(() => page.run((name) => document.querySelector(`[data-action=show-${name}][aria-pressed=false]`) !== null, name), 3000);
  return pattern.exec(text)[1];
}

async function opened() {
  await page.open();
  await keepCopies();
  await page.console();
  page.network.asked.length = 0;
}

/** Replaces the clipboard by a list. */
function keepCopies() {
  return page.run(() => {
    window.copied = [];
    navigator.clipboard.writeText = async (text) => { window.copied.push(text); };
  });
}

/** Presses every button that copies something. */
async function copyAll() {
  await page.run(() => {
    for (const button of document.querySelectorAll("[data-action=copy], [data-action=report]")) button.click();
  });
  assert.match(await page.run(() => window.copied.join("\n")), /why401/, "nothing was copied");
}

/** @param {string[]} names */
async function nowhere(names) {
  const kept = await page.driver.executeAsyncScript((done) => {
    const databases = window.indexedDB?.databases?.() ?? Promise.resolve([]);
    Promise.resolve(databases).catch(() => []).then((all) => done(JSON.stringify([all, { ...localStorage }, { ...sessionStorage }, document.cookie, location.href, document.title, history.state, window.name])));
  });
  const places = {
    "document": await page.html(),
    "clipboard": await page.run(() => window.copied.join("\n")),
    "console": (await page.console()).join("\n"),
    "storage, URL and title": kept,
    "network": page.network.asked.join("\n"),
  };
  for (const [place, text] of Object.entries(places)) {
    for (const name of names) assert.ok(!text.includes(name), `${place}: ${text.slice(Math.max(0, text.indexOf(name) - 200), text.indexOf(name) + 20)}`);
  }
  assert.deepEqual(page.network.askedByPages, []);
}
