// The form in which a token is made: by keys alone, without faults for axe, in each width and theme, and nothing of it anywhere else.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { By, ENV, Key, LOOKS, NOW, Page, setting } from "./browser.mjs";

const HOUR = 3_600_000;
const PAIR = ENV.split("\n").filter((line) => /^LIVEKIT_API_(?:KEY|SECRET)=/.test(line)).join("\n");

/** @type {Page} */
let page;

before(async () => { page = await Page.start(); });
after(() => page?.quit());

/** Opens the form on a paste, a day after its token was made. */
async function form(text, button, now = NOW + 24 * HOUR) {
  await page.open({ now });
  if (text) {
    await page.paste(text);
    await page.verdict();
  }
  await page.click(`[data-action=make-${button}]`);
  await made(true);
}

/** Waits until the core has said whether it makes the token. */
async function made(wanted) {
  await page.driver.wait(() => page.run((made) => document.querySelector(".mint")?.dataset.made === String(made), wanted), 5000, `it is not ${wanted ? "made" : "refused"}`);
}

const text = (selector) => page.run((wanted) => document.querySelector(wanted)?.textContent ?? "", selector);

/** Types into a field, over what is there. */
async function type(claim, words, selector = `.mint [data-claim="${claim}"]`) {
  await page.run((wanted) => document.querySelector(wanted).select(), selector);
  const field = await page.driver.findElement(By.css(selector));
  await field.sendKeys(words === "" ? Key.BACK_SPACE : words);
}

/** The claims of the token on the page. */
async function claims() {
  await page.run(() => { if (!document.querySelector("[data-action=show-token][aria-pressed=true]")) document.querySelector("[data-action=show-token]").click(); });
  const token = await page.driver.wait(() => page.run(() => document.querySelector(".mint [aria-label='The token']").textContent.match(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/)?.[0]), 3000);
  return JSON.parse(Buffer.from(token.split(".")[1], "base64url"));
}

describe("the token of another service", () => {
  const SECRET = "FAKE-secret-of-another-service-0123456789";
  const encode = (/** @type {unknown} */ part) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const input = `${encode({ alg: "HS256", typ: "JWT" })}.${encode({ iss: "https://abc.supabase.co/auth/v1", sub: "5be8", role: "authenticated", exp: NOW / 1000 })}`;
  const paste = `JWT_SECRET=${SECRET}\n${input}.${createHmac("sha256", SECRET).update(input).digest("base64url")}\n`;

  test("is changed as JSON, and signed again as it stands", async () => {
    await form(paste, "edit");
    assert.ok((await claims()).exp > (NOW + 24 * HOUR) / 1000);
    assert.equal(await page.run(() => document.querySelectorAll(".mint [data-claim], .mint [data-preset]").length), 1);
    await type("", '{"sub":"me"}');
    await page.driver.wait(async () => (await claims()).sub === "me", 3000);
    assert.deepEqual(await claims(), { sub: "me" });
    await type("", '{"sub":');
    await made(false);
    assert.match(await text(".mint .judged"), /not a JSON object/);
    assert.doesNotMatch(await page.html(), new RegExp(SECRET));
  });
});

describe("a wrong token", () => {
  test("is made right: the table says what changed, the code comes first, and the token is masked", async () => {
    await form(ENV, "repair");
    assert.match(await text(".changes"), /exp/);
    const order = await page.run(() => [...document.querySelectorAll(".mint h3")].map(({ textContent }) => textContent));
    assert.match(order[0], /code/);
    assert.match(order[1], /token/);
    assert.doesNotMatch(await page.html(), /eyJ[\w-]{20,}\.eyJ[\w-]+\.[\w-]{43}(?![\w-])/, "a whole token is shown");
    const { exp, sub } = await claims();
    assert.ok(exp > (NOW + 24 * HOUR) / 1000);
    assert.ok(sub.length > 0);
  });

  test("that is right is not offered to be made right", async () => {
    await page.open();
    await page.paste(ENV);
    await page.verdict();
    assert.equal(await page.run(() => document.querySelectorAll("[data-action^=make]").length), 0);
  });
});

describe("the form", () => {
  test("is judged while it is typed, and says why nothing is made", async () => {
    await form(PAIR, "mint");
    await type("sub", "");
    await made(false);
    assert.match(await text(".judged"), /no identity/);
    assert.equal(await page.run(() => document.querySelectorAll("[data-action=copy-made]").length), 0);
    await type("sub", "Zoë \"the 1st\"");
    await made(true);
    await type("video.room", "r".repeat(300));
    await made(false);
    assert.match(await text(".judged"), /300 bytes/);
    await type("video.room", "lobby");
    await made(true);
    assert.equal((await claims()).sub, "Zoë \"the 1st\"");
    assert.equal((await claims()).video.room, "lobby");
  });

  test("keeps what is pasted into its fields, and takes a life of ten years with a warning", async () => {
    await form(PAIR, "mint");
    const isKept = await page.run(() => {
      const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
      Object.defineProperty(event, "clipboardData", { value: { getData: () => "pasted" } });
      return document.querySelector(".mint [data-claim=sub]").dispatchEvent(event);
    });
    assert.ok(isKept, "the page takes it");
    await type("exp", "5256000", ".minutes input");
    await page.driver.wait(async () => /revoke/.test(await text(".warned")), 3000, "it does not warn");
    await type("exp", "never", ".minutes input");
    await made(false);
    assert.match(await text(".judged"), /life/);
  });

  test("has every claim in three states, and presets for each purpose", async () => {
    await form(PAIR, "mint");
    for (const preset of ["Watch only", "Server API", "Agent", "SIP", "Join"]) {
      await page.click(`[data-preset="${preset}"]`);
      await page.driver.wait(() => page.run((name) => document.querySelector(`[data-preset="${name}"]`).getAttribute("aria-pressed") === "true", preset), 3000, `${preset} is not chosen`);
      await made(true);
    }
    await page.click(".claims-more summary");
    const choose = (value) => page.run((value) => {
      const select = document.querySelector(".mint select[data-claim='video.canPublish']");
      select.value = value;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }, value);
    for (const [value, expected] of [["false", false], ["true", true], ["", undefined]]) {
      await choose(value);
      await page.driver.wait(async () => (await claims()).video.canPublish === expected, 3000, `canPublish is not ${expected}`);
    }
  });

  test("remembers the language for the session, and its code has the values but no secret", async () => {
    await form(PAIR, "mint");
    await type("name", "O'Neil $x #{y}");
    for (const sdk of ["Node", "Python", "Go", "Ruby", "Rust", "PHP", "Kotlin", "Java", ".NET", "jose", "PyJWT"]) {
      await page.run((name) => [...document.querySelectorAll(".mint .snippets button")].find(({ textContent }) => textContent === name).click(), sdk);
      await page.driver.wait(async () => (await text(".mint .snippets pre")).includes("O'Neil"), 3000, sdk);
      const code = await text(".mint .snippets pre");
      assert.ok(code.includes("LIVEKIT_API_SECRET") && !code.includes(setting("LIVEKIT_API_SECRET")), sdk);
    }
    await page.click("[data-action=close-mint]");
    await page.click("[data-action=make-mint]");
    await made(true);
    assert.equal(await page.run(() => document.querySelector(".mint .snippets [aria-pressed=true]").textContent), "PyJWT");
  });

  test("is used by keys alone, and gives the focus back", async () => {
    await page.open();
    await page.paste(PAIR);
    await page.verdict();
    await page.run(() => document.querySelector("[data-action=make-mint]").focus());
    await page.chord(Key.ENTER);
    await made(true);
    const focused = () => page.run(() => document.activeElement.id || document.activeElement.dataset.claim || document.activeElement.dataset.action || document.activeElement.textContent);
    assert.equal(await focused(), "mint-title");
    const seen = [];
    for (let step = 0; step < 40 && !seen.includes("show-token"); step++) {
      await page.chord(Key.TAB);
      seen.push(await focused());
    }
    for (const part of ["close-mint", "sub", "video.room", "name", "show-token"]) assert.ok(seen.includes(part), `${part} is not reached: ${seen}`);
    await page.run(() => document.querySelector("[data-action=close-mint]").focus());
    await page.chord(Key.ENTER);
    await page.driver.wait(async () => (await focused()) === "make-mint", 3000, "the focus is lost");
  });
});

describe("a development pair", () => {
  test("is made without a paste, has the form of LiveKit's own, and makes a token", async () => {
    await form("", "pair", NOW);
    const [yaml, env] = await page.run(() => ["show-yaml", "show-env"].map((name) => {
      document.querySelector(`[data-action=${name}]`).click();
      return name;
    })).then(() => page.driver.wait(() => page.run(() => {
      const texts = [...document.querySelectorAll(".mint .block pre")].map(({ textContent }) => textContent);
      return texts[1]?.includes("•") ? null : texts;
    }), 3000));
    const [, key, secret] = /^keys:\n {2}(API[2-9A-HJ-NP-Za-km-z]{12}): ([A-Za-z0-9]{43})$/.exec(yaml) ?? assert.fail(yaml);
    assert.equal(env, `LIVEKIT_URL=ws://localhost:7880\nLIVEKIT_API_KEY=${key}\nLIVEKIT_API_SECRET=${secret}`);
    assert.equal((await claims()).iss, key);
    await form("", "pair", NOW);
    assert.ok(!(await page.html()).includes(secret), "it is not a new one");
  });
});

for (const { theme, size: [width, height] } of LOOKS) {
  test(`no fault for axe, and no scrolling sideways: ${theme}, ${width} px`, async () => {
    await page.theme(theme);
    await page.size(width, height);
    await form(ENV, "repair");
    await page.click(".claims-more summary");
    assert.deepEqual(await page.axe(), []);
    assert.ok(await page.run(() => document.documentElement.scrollWidth <= innerWidth));
    const small = await page.run(() => [...document.querySelectorAll(".mint :is(button, summary, input, select)")].flatMap((control) => {
      const { width, height } = control.getBoundingClientRect();
      return width > 0 && (height < 40 || width < 40) ? [`${control.outerHTML.slice(0, 80)}: ${width} × ${height}`] : [];
    }));
    assert.deepEqual(small, []);
  });
}
