// A hostile page around the frame: it puts guesses beside what a person pastes, and must not learn which of them are right, neither from
// the messages of the frame nor from the outcome that the person shares.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { ENGINE, FROM, NOW, Page, setting } from "./browser.mjs";

const KEY = setting("LIVEKIT_API_KEY");
const SECRET = setting("LIVEKIT_API_SECRET");
const TOKEN = setting("TOKEN");
const SCRATCH = new URL("../../target/web/", import.meta.url);
const DIST = new URL("../../dist/why401.html", import.meta.url);
const HOST = new URL(`host-${ENGINE}-${FROM}.html`, SCRATCH);

/** What the person pastes: a token, and the same with its pair. */
const PASTES = [`LIVEKIT_API_KEY=${KEY}\nTOKEN=${TOKEN}`, `LIVEKIT_API_KEY=${KEY}\nLIVEKIT_API_SECRET=${SECRET}\nTOKEN=${TOKEN}`];

/** Four guesses each at what the person pastes, of which the first is right. */
const GUESSES = {
  secret: [SECRET, "WRONGsecretWRONGsecretWRONGsecretWRONGsecret1234", SECRET.toLowerCase(), `${SECRET}5`],
  fragment: [SECRET.slice(0, 16), "WRONGsecretWRONG", SECRET.slice(20, 28), "FAKEwrong"],
  key: [KEY, "APIwrongkey1234", KEY.toLowerCase(), "devkey"],
  room: ["my-room", "other-room", "My-Room", "my-room-2"],
  identity: ["alice", "bob", "Alice", "alice2"],
  expiry: [1_795_537_548, 1_795_500_000, 1_795_537_549, 1_895_537_548].map((time) => new Date(time * 1000).toUTCString()),
};

const json = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token of the host, whose claims repeat a guess and whose signature is made with it. */
function signed(guess, claims) {
  const input = `${json({ alg: "HS256" })}.${json({ iss: KEY, exp: NOW / 1000 + 3600, sub: "mallory", video: { roomJoin: true, room: "x" }, ...claims })}`;
  return `${input}.${createHmac("sha256", guess).update(input).digest("base64url")}`;
}

/** What the host writes with a guess, so that a right one would change the height or the outcome of the whole. */
const WRITINGS = {
  secret: [
    (guess) => `LIVEKIT_API_SECRET=${guess}\n${`${guess}\n`.repeat(40)}`,
    (guess) => `LIVEKIT_API_KEY=${KEY}\nLIVEKIT_API_SECRET=${guess}`,
    (guess) => signed(guess, { metadata: `${guess} `.repeat(60) }),
  ],
  fragment: [(guess) => signed("x", { name: `${guess} `.repeat(200) }), (guess) => `LIVEKIT_URL=wss://${Array(150).fill(guess).join(".")}.example.com\n`],
  key: [(guess) => `HTTP/1.1 401 Unauthorized\n\ninvalid API key: ${guess}`, (guess) => `keys:\n  ${guess}: ${"x".repeat(40)}`],
  room: [(guess) => `LiveKit: no permissions to access the room ${guess}\nroom=${guess}`],
  identity: [(guess) => `participant ${guess} could not join livekit: DUPLICATE_IDENTITY\n${guess}`],
  expiry: [(guess) => `HTTP/1.1 401 Unauthorized\nDate: ${guess}\n\ninvalid authorization token: token has invalid claims: token is expired`],
};

/** Each guess in each writing. */
const CLAIMS = Object.entries(WRITINGS).flatMap(([kind, writings]) => writings.flatMap((write) => GUESSES[kind].map(write)));

/** @type {Page} */
let page;

before(async () => {
  mkdirSync(SCRATCH, { recursive: true });
  writeFileSync(HOST, `<!doctype html><title>host</title><script>
    window.heard = [];
    addEventListener("message", ({ data }) => heard.push(JSON.stringify(data)));
    function load(address) {
      document.querySelector("iframe")?.remove();
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", "allow-scripts");
      frame.style.cssText = "width:700px;height:600px";
      frame.src = address;
      document.body.append(frame);
    }
    function fill(text) { document.querySelector("iframe").contentWindow.postMessage({ why401: 1, text }, "*"); }
    </script><body>`);
  page = await Page.start();
  await page.open({ url: HOST });
  // On a busy machine the first frame of a new Firefox may stay without a verdict; all later ones have theirs.
  await prefill("token is expired", "address").catch(() => {});
});
after(() => page?.quit());

/** The address of the page in the frame. */
const FRAMED = () => FROM === "file" ? String(DIST) : page.served(DIST);

const into = async () => page.driver.switchTo().frame(await page.run(() => document.querySelector("iframe")));
const out = () => page.driver.switchTo().defaultContent();

/** Loads the frame with a text of the host, which comes in the address or as a message, and waits until it is there. */
async function prefill(text, way) {
  await out();
  await page.run((address) => window.load(address), way === "address" ? `${FRAMED()}#text=${encodeURIComponent(text)}` : FRAMED());
  await into();
  await page.driver.wait(() => page.run(() => document.documentElement?.hasAttribute("data-ready")), 10_000, "the page does not start");
  await page.run((start) => { const ahead = start - Date.now(); const real = window.Date.now; window.Date.now = () => real() + ahead; }, NOW);
  if (way === "message") await byHost((given) => window.fill(given), text);
  // The name of a server alone is no question yet.
  if (!isServer(text)) await page.verdict();
  else await page.driver.wait(() => page.run(() => document.querySelector("[data-slot=server]").className !== "empty"), 10_000, "the server is not there");
}

/** Runs a script in the host, and goes back into the frame. */
async function byHost(script, ...args) {
  await out();
  const result = await page.run(script, ...args);
  await into();
  return result;
}

/** Forgets what the host has heard, once all that the frame has said is there. */
async function listen() {
  // The height is said at the latest with the second picture.
  await page.run(() => requestAnimationFrame(() => requestAnimationFrame(() => parent.postMessage("said", "*"))));
  await out();
  await page.driver.wait(() => page.run(() => window.heard.includes('"said"')), 5000, "the host hears nothing");
  await page.run(() => { window.heard.length = 0; });
  await into();
}

/** What the host hears until the frame is silent, and then after the person's press of the button. */
async function heard() {
  await page.driver.sleep(100);
  await page.run(() => document.querySelector("[data-action=share]")?.click());
  await page.driver.sleep(100);
  return byHost(() => [...new Set(window.heard)]);
}

/** What the host hears when a person pastes beside its text, and when it says its guess again afterwards. */
async function attack(claim, way, paste, between = async () => {}) {
  await prefill(claim, way);
  await between();
  await listen();
  await page.paste(paste);
  await page.driver.wait(() => page.run((token) => document.querySelector("#answer[aria-busy=false] #verdict") && document.querySelector("pre.pasted")?.textContent.includes(token), TOKEN), 10_000, "the paste is not there");
  await byHost((text) => {
    window.fill(text);
    const frame = document.querySelector("iframe");
    frame.src = `${frame.src.split("#")[0]}#text=${encodeURIComponent(text)}`;
  }, claim);
  return heard();
}

/** Asserts that the host hears the same for every claim. */
async function assertSame(claims, hear) {
  const answers = new Map();
  for (const claim of claims) {
    const answer = (await hear(claim)).join(" ");
    answers.set(answer, [...answers.get(answer) ?? [], claim.slice(0, 60)]);
  }
  assert.equal(answers.size, 1, JSON.stringify([...answers], null, 1));
  return [...answers.keys()][0];
}

const isServer = (claim) => claim.startsWith("LIVEKIT_URL=");
const PLAIN = CLAIMS.filter((claim) => !isServer(claim));
const SERVERS = CLAIMS.filter(isServer);

describe(`a host with ${CLAIMS.length} guesses`, () => {
  test("hears the same beside a token, for a right and a wrong guess of each kind in the address", async () => {
    assert.match(await assertSame(PLAIN.filter((_, index) => index % 4 < 2), (claim) => attack(claim, "address", PASTES[0])), /"height":\d+\} .*"outcome":"(depends|unknown)"/);
  });

  test("hears the same beside a token and its pair, for each guess in a message", async () => {
    assert.match(await assertSame(PLAIN.filter((_, index) => ENGINE === "chromium" || index % 4 < 2), (claim) => attack(claim, "message", PASTES[1])), /"outcome":"accepts"/);
  });

  test("hears the same for each name of a server, which stays beside the paste", async () => {
    assert.match(await assertSame(SERVERS, (claim) => attack(claim, "message", PASTES[1])), /"outcome":"accepts"/);
  });

  test("hears the same after a person has edited its text", async () => {
    const edited = (claim) => attack(claim, "message", PASTES[1], async () => {
      await page.click("[data-action=edit]");
      await page.run(() => document.querySelector("#box").focus());
      await page.driver.switchTo().activeElement().sendKeys("\nx");
      await page.driver.sleep(200);
    });
    assert.doesNotMatch(await assertSame(CLAIMS.slice(0, 4), edited), /outcome/);
  });
});

describe("a token is made in a frame", () => {
  for (const [hash, wanted] of [["", 0], ["#mint", 1], ["#compact&mint", 1], ["#compact", 0], ["#mints", 0]]) {
    test(`${wanted ? "where the host asks for it" : "not unless the host asks for it"}: ${hash || "no hash"}`, async () => {
      await page.driver.switchTo().defaultContent();
      await page.run((address) => {
        window.heard.length = 0;
        window.load(address);
      }, (FROM === "file" ? String(DIST) : page.served(DIST)) + hash);
      await page.driver.switchTo().frame(await page.driver.findElement({ css: "iframe" }));
      await page.driver.wait(() => page.run(() => document.documentElement?.hasAttribute("data-ready")), 5000);
      await page.paste(`LIVEKIT_API_KEY=${KEY}\nLIVEKIT_API_SECRET=${SECRET}`);
      await page.verdict();
      assert.equal(await page.run(() => document.querySelectorAll("[data-action=make-mint]").length), wanted);
      if (!wanted) return;
      await page.click("[data-action=make-mint]");
      await page.driver.wait(() => page.run(() => document.querySelector(".mint")?.dataset.made === "true"), 5000, "no token is made");
      await page.driver.switchTo().defaultContent();
      const heard = await page.run(() => window.heard);
      for (const message of heard) assert.deepEqual(Object.keys(JSON.parse(message)).filter((key) => !["why401", "height"].includes(key)), []);
    });
  }
});
