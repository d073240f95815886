// The page as a person uses it, in a real browser with the network off. WHY401_ENGINE names the browser, WHY401_FROM the source of
// the page: disk or a server.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { By, ENGINE, ENV, FROM, Key, NOW, Page, copyOf, inWorker, setting } from "./browser.mjs";
import { diagnose, toText } from "../../dist/npm/index.js";

const SECRET = setting("LIVEKIT_API_SECRET");
const TOKEN = setting("TOKEN");
const HOUR = 3_600_000;

/** @type {Page} */
let page;

/** Replaces the clipboard by a list. */
function keepCopies() {
  return page.run(() => {
    window.copied = [];
    // A page from `http:` on another machine has no clipboard API; there the page copies with the old API.
    navigator.clipboard.writeText = async (text) => { window.copied.push(text); };
  });
}

function copies() {
  return page.run(() => window.copied.join("\n"));
}

before(async () => { page = await Page.start(); });
after(() => page?.quit());

describe("a token with its pair", () => {
  test("is accepted while it is valid", async () => {
    await page.open();
    await page.paste(ENV);
    assert.match(await page.verdict(), /works/);
    assert.equal(await page.outcome(), "accepts");
  });

  test("is refused after it expired, and the verdict says so", async () => {
    await page.open({ now: NOW + 10 * HOUR });
    await page.paste(ENV);
    assert.match(await page.verdict(), /token expired/);
    assert.equal(await page.outcome(), "refuses");
  });

  test("is refused before it is valid", async () => {
    await page.open({ now: NOW - HOUR });
    await page.paste(ENV);
    assert.match(await page.verdict(), /ahead of/);
  });

  test("is refused with another secret", async () => {
    await page.open();
    await page.paste(ENV.replace(SECRET, "another-FAKE-secret-of-another-FAKE-server-9876"));
    assert.match(await page.verdict(), /was not signed/);
  });

  test("is refused for the slip in its secret, also next to a token that no secret fits", async () => {
    await page.open();
    await page.paste(`${TOKEN.replace(/.$/, "0")}\n${ENV.replace(SECRET, `${SECRET}\\n`)}\n`);
    assert.match(await page.verdict(), /fits only without/);
    // A refresh asks again.
    await page.driver.sleep(1500);
    assert.match(await page.verdict(), /fits only without/);
  });

  test("is neither accepted nor refused without the pair, and never called invalid", async () => {
    await page.open();
    await page.paste(TOKEN);
    assert.doesNotMatch(await page.verdict(), /invalid/i);
    assert.equal(await page.outcome(), "unknown");
  });
});

describe("every token that an official SDK made, with its pair", () => {
  test("gets the core's verdict on the page", async () => {
    const rows = readFileSync(new URL("../vectors/sdk-tokens.jsonl", import.meta.url), "utf8").trim().split("\n").map((line) => JSON.parse(line)).filter(({ token }) => token)
      // The Rust tests read all of them; the page needs some of each SDK.
      .filter((_, index) => index % (ENGINE === "chromium" && FROM === "file" ? 5 : 20) === 0);
    const pastes = rows.map(({ case: name, token, minted_at }) => {
      const [key, secret] = name.startsWith("j_") ? ["devkey", "secret"] : [setting("LIVEKIT_API_KEY"), SECRET];
      return { text: `LIVEKIT_API_KEY=${key}\nLIVEKIT_API_SECRET=${secret}\n${token}\n`, now: Math.floor(minted_at) * 1000 + 1000 };
    });
    assert.ok(pastes.length > 50);
    await page.open();
    await page.driver.manage().setTimeouts({ script: 120_000 });
    const shown = await page.driver.executeAsyncScript(readAll, pastes);
    for (const [index, { text, now }] of pastes.entries()) {
      const { verdict } = await diagnose(text, { now });
      assert.equal(shown[index].outcome, verdict.outcome, text);
      if (verdict.message.every(({ kind }) => kind !== "instant")) assert.equal(shown[index].sentence, toText(verdict.message), text);
    }
  });

  /** Runs in the page: pastes one after another, each at its own time, and reads the verdicts. */
  async function readAll(pastes, done) {
    const shown = [];
    for (const { text, now } of pastes) {
      window.Date.now = () => now;
      document.querySelector("[data-action=restart]").click();
      const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
      Object.defineProperty(event, "clipboardData", { value: { getData: () => text } });
      document.dispatchEvent(event);
      do await new Promise((resolve) => setTimeout(resolve)); while (!document.querySelector("#answer[aria-busy=false] #verdict"));
      shown.push({ sentence: document.querySelector("#verdict").textContent, outcome: document.querySelector("#answer [data-outcome]").dataset.outcome });
    }
    done(shown);
  }
});

describe("nothing leaves the page", () => {
  test("the only request is the one for the file", async () => {
    await page.open();
    page.network.asked.length = 0;
    await page.open();
    await page.paste(ENV);
    await page.verdict();
    assert.deepEqual(page.network.askedByPages, FROM === "file" ? [] : ["GET /dist/why401.html"]);
  });

  test("the policy comes first, names no host, and lets no foreign script run", async () => {
    await page.open();
    const policy = await page.run(() => document.head.firstElementChild.getAttribute("content"));
    for (const part of ["default-src 'none'", "connect-src 'none'", "form-action 'none'", "base-uri 'none'", "require-trusted-types-for 'script'", "trusted-types why401", "worker-src blob:"]) {
      assert.ok(policy.split("; ").includes(part), part);
    }
    assert.doesNotMatch(policy, /https?:|\*|unsafe-inline|'unsafe-eval'/);
    const stopped = await page.run(() => {
      try {
        document.body.append(Object.assign(document.createElement("script"), { text: "window.foreign = true" }));
      } catch { /* trusted types refuse already the text */ }
      return window.foreign === undefined;
    });
    assert.ok(stopped);
  });

  /** What *Prove it* shows of each way. */
  const proved = async () => {
    await page.click("[data-action=prove]");
    const results = () => page.run(() => [...document.querySelectorAll("#proof li span")].map(({ textContent }) => textContent));
    await page.driver.wait(async () => (await results()).filter((result) => result !== "trying").length === 4, 10_000, "the proof does not end");
    return results();
  };

  test("four ways to send data out are tried on request, and each is shown as blocked", async () => {
    await page.open();
    const [fetch, socket, image, peer] = await proved();
    for (const result of [fetch, socket]) assert.match(result, /^Blocked by connect-src of this page’s policy/);
    assert.match(image, /^Blocked by img-src of this page’s policy/);
    assert.equal(peer, "Blocked by this page’s first script");
  });

  test("a copy without its policy, or without its first script too, is told as one not to trust, also where no server answers", async () => {
    const failed = "Failed, but not by this page’s policy. Do not trust this copy of the page.";
    const withoutPolicy = (html) => html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "");
    await page.open({ url: copyOf("without-policy", withoutPolicy) });
    assert.deepEqual(await proved(), [failed, failed, failed, "Blocked by this page’s first script"]);
    assert.ok(await page.run(() => ["✗", "✗", "✗", "✓"].every((sign, index) => document.querySelectorAll("#proof li b")[index].textContent.startsWith(sign))));
    await page.open({ url: copyOf("without-guard", (html) => withoutPolicy(html).replace(/<script>[^]*?<\/script>/, "")) });
    const hasPeers = await page.run(() => typeof RTCPeerConnection !== "undefined");
    assert.equal((await proved())[3], hasPeers ? "Not blocked. Do not trust this copy of the page." : "Blocked by this page’s first script");
    page.network.asked.length = 0;
  });

  test("a frame that is made later has no WebRTC either, however it is made", async () => {
    await page.open();
    const open = await page.run(() => {
      const { body } = document;
      const make = () => document.createElement("iframe");
      const html = "<iframe></iframe>";
      const shadow = () => body.appendChild(document.createElement("div")).attachShadow({ mode: "closed" });
      const last = () => window[window.length - 1];
      const ways = {
        append: () => { body.append(make()); return last(); },
        appendChild: () => { body.appendChild(make()); return last(); },
        insertBefore: () => { body.insertBefore(make(), null); return last(); },
        fragment: () => { const fragment = new DocumentFragment(); fragment.append(make()); body.append(fragment); return last(); },
        range: () => { const range = new Range(); range.selectNodeContents(body); range.collapse(); range.insertNode(make()); return last(); },
        innerHTML: () => { body.appendChild(document.createElement("div")).innerHTML = html; return last(); },
        insertAdjacentHTML: () => { body.insertAdjacentHTML("beforeend", html); return last(); },
        contentWindow: () => shadow().appendChild(make()).contentWindow,
        contentDocument: () => shadow().appendChild(make()).contentDocument.defaultView,
      };
      return Object.entries(ways).filter(([, way]) => {
        try { return way().RTCPeerConnection !== undefined; } catch { return false; /* trusted types refuse a text */ }
      }).map(([name]) => name);
    });
    assert.deepEqual(open, []);
  });

  test("a secret is only in the paste: not in the document, the console, the storage or the copied report", async () => {
    for (const paste of [ENV, ENV.replace(SECRET, `${SECRET}\\n`), ENV.replace(SECRET, `'"${SECRET}"'`), `LIVEKIT_API_KEY=${SECRET}\nLIVEKIT_API_SECRET=APItestkey12345\n${TOKEN}`]) {
      await page.open();
      await keepCopies();
      await page.console();
      await page.paste(paste);
      await page.verdict();
      await page.click("[data-action=report]");
      for (const button of await page.driver.findElements(By.css("[data-action=copy]"))) await button.click();
      const copied = await copies();
      assert.match(copied, /why401/);
      const console = (await page.console()).join("\n");
      const storage = await page.run(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, document.title]));
      for (const place of [await page.html(), copied, console, storage]) assert.ok(!place.includes(SECRET), paste);
      assert.ok(!copied.includes(TOKEN.split(".")[2]), "the signature is in the report");
    }
  });

  test("a secret is shown on request, as text only, and masked again", async () => {
    await page.open();
    await page.paste(ENV);
    await page.verdict();
    await page.click("[data-action=reveal]");
    assert.ok((await page.html()).includes(SECRET));
    assert.ok(await page.run((secret) => [...document.querySelectorAll("*")].every(({ attributes }) => [...attributes].every(({ value }) => !value.includes(secret))), SECRET));
    await page.click("[data-action=reveal]");
    assert.ok(!(await page.html()).includes(SECRET));
  });
});

describe("any paste", () => {
  const twisted = {
    "white space": " \n\t\n ",
    "noise": "asdf qwer 1234 !!! ###",
    "null": "null",
    "undefined": "undefined",
    "a printed promise": "[object Promise]",
    "half a token": TOKEN.slice(0, 70),
    "a token without its signature": TOKEN.split(".").slice(0, 2).join("."),
    "five segments": "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.OKOawDo13gRp2ojaHV7LFpZcgV7T6DVZKTyKOMTYUmKoTCVJRgckCL9kiMT03JGe.48V1_ALb6US04U3b.5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALvtu6UG9oMo4vpzs9tX_EFShS8iB7j6ji.XFBoMYUZodetZdvTiFvSkQ",
    "a token of another service": "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IjEifQ.eyJpc3MiOiJodHRwczovL2FjY291bnRzLmV4YW1wbGUuY29tIiwiYXVkIjoieCIsImVtYWlsIjoiYUBleGFtcGxlLmNvbSJ9.c2lnbmF0dXJl",
    "emoji": "😀😀🏳️‍🌈👩‍👩‍👧‍👦",
    "NULs and other binary": "\u0000\u0001\u0002PK\u0003\u0004\u0000\u0000\ufffd\ufffd\u0000",
    "lone surrogates": "\ud800 \udc00 eyJ\ud83d",
    "markup": "<img src=x onerror=\"globalThis.foreign=1\"><script>globalThis.foreign=1</script>",
    "characters that cannot be seen": "\u202e\u200b\ufeff eyJhbGciOiJIUzI1NiJ9\u200b.e30.x",
  };
  for (const [name, text] of Object.entries(twisted)) {
    test(`${name}: one sentence, no script, no overflow`, async () => {
      await page.open();
      await page.console();
      await page.paste(text);
      assert.match(await page.verdict(), /^\S.*[.?!:”]$/s);
      assert.equal(await page.run(() => window.foreign ?? null), null);
      assert.ok(await page.run(() => document.documentElement.scrollWidth <= innerWidth));
      assert.deepEqual((await page.console()).filter((line) => line.startsWith("SEVERE")), []);
    });
  }

  test("an empty paste leaves the page as it is", async () => {
    await page.open();
    await page.paste("");
    assert.equal(await page.run(() => document.querySelector("main").dataset.state), "empty");
  });

  test("ten megabytes get an answer, and the page stays responsive", async () => {
    await page.open();
    const length = await page.run(() => {
      const text = Array.from({ length: 160_000 }, (_, index) => `${index} ${"deadbeef".repeat(7)}`).join("\n");
      const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
      Object.defineProperty(event, "clipboardData", { value: { getData: () => text } });
      document.dispatchEvent(event);
      return text.length;
    });
    assert.ok(length > 9e6);
    await page.verdict(60_000);
    assert.ok(await page.run(() => document.querySelector("pre.pasted").textContent.length < 30_000));
  });

  test("a crash of the core is shown, the paste is kept, and a new instance answers the next paste", async () => {
    // A trap cannot be caused from outside, so one is put into every call of the first instance.
    await page.open({ first: inWorker(`{
      let instances = 0;
      const { Instance } = WebAssembly;
      WebAssembly.Instance = function (...args) {
        const isFirst = instances++ === 0;
        const exports = { ...new Instance(...args).exports };
        const { search_step: step } = exports;
        exports.search_step = (...given) => { if (isFirst) throw new WebAssembly.RuntimeError("unreachable"); return step(...given); };
        return { exports };
      };
    }`) });
    await page.paste("# what I tried first");
    assert.match(await page.verdict(), /a bug in why401, not in your token/);
    await page.paste(ENV);
    await page.driver.wait(async () => /works/.test(await page.verdict()), 5000, "no answer after a crash");
    assert.match(await page.run(() => document.querySelector("pre.pasted").textContent), /what I tried first/);
  });
});

describe("only an error text", () => {
  const text = "ConnectionError: could not establish signal connection\nLIVEKIT_URL=wss://demo.livekit.cloud/'; touch x; '";

  for (const [width, height] of [[1280, 800], [360, 740]]) {
    test(`shows verdict, next step and likeliest cause above the fold at ${width} × ${height}`, async () => {
      await page.size(width, height);
      await page.open();
      await page.paste(text);
      await page.verdict();
      const bottoms = await page.run(() => ["#verdict", ".fix", ".candidates li"].map((what) => document.querySelector(what).getBoundingClientRect().bottom));
      for (const bottom of bottoms) assert.ok(bottom > 0 && bottom <= height, `${bottoms} of ${height}`);
    });
  }

  test("the next command is copied exactly, quoted for a shell", async () => {
    await page.open();
    await page.paste(text);
    await page.verdict();
    await keepCopies();
    await page.click(".fix [data-action=copy]");
    assert.equal(await copies(), "curl -si 'https://demo.livekit.cloud/rtc/validate?access_token=YOUR-TOKEN'");
  });

  test("is shown with the releases that have this text", async () => {
    await page.open({ now: NOW + 10 * HOUR });
    await page.paste(`${TOKEN}\ninvalid authorization token: token has invalid claims: token is expired`);
    await page.verdict();
    assert.match(await page.run(() => document.querySelector("tr.told").textContent), /v1\.13\.6 and newer/);
  });
});

describe("the page", () => {
  test("works by keyboard alone: type, cut, paste, and the buttons", async () => {
    await page.open();
    const box = await page.driver.switchTo().activeElement();
    assert.equal(await box.getAttribute("id"), "box");
    await box.sendKeys("could not establish signal connection");
    await page.chord(Key.CONTROL, "a");
    await page.chord(Key.CONTROL, "x");
    assert.equal(await box.getAttribute("value"), "");
    await page.chord(Key.CONTROL, "v");
    await page.verdict();
    assert.equal(await page.outcome(), "unknown");
  });

  test("Tab reaches every control in visual order, its focus is visible, and Enter presses it", async () => {
    await page.size(1280, 800);
    await page.open();
    await page.paste(ENV);
    await page.verdict();
    await page.run(() => document.querySelector("header a").focus());
    const reached = [];
    for (let index = 0; index < 60; index++) {
      await page.driver.actions().sendKeys(Key.TAB).perform();
      const at = await page.run(() => {
        const { activeElement } = document;
        // After the last control some engines start again, at the control before all of these.
        if (!activeElement || activeElement === document.body || activeElement.matches("header a")) return null;
        const { top, left, height } = activeElement.getBoundingClientRect();
        const seen = [activeElement, activeElement.closest(".paste")].some((element) => element && (getComputedStyle(element).outlineStyle !== "none" || getComputedStyle(element).boxShadow !== "none"));
        // The panes are one after the other: first the input, then the answer.
        const pane = ["header", ".input", "#answer", "footer"].findIndex((name) => activeElement.closest(name));
        return { pane, name: activeElement.dataset.action || activeElement.id || activeElement.tagName, top: top + scrollY, left, seen, shown: top + height > 0 && top < innerHeight };
      });
      if (!at || reached.some(({ top, left }) => top === at.top && left === at.left)) break;
      reached.push(at);
    }
    const names = reached.map(({ name }) => name);
    for (const name of ["prove", "remove", "box", "reveal", "edit", "report"]) assert.ok(names.includes(name), `${name} is not reached by Tab: ${names}`);
    for (const { name, seen, shown } of reached) assert.ok(seen && shown, `the focus on ${name} is not seen`);
    // Line by line: positions are rounded to the height of a line.
    for (const [index, { pane, name, top, left }] of reached.entries()) {
      const before = reached[index - 1];
      if (before) assert.ok(pane >= before.pane, `${name} comes after ${before.name}`);
      if (before?.pane === pane) assert.ok(top > before.top - 24 && (top > before.top + 24 || left >= before.left || top > before.top), `${name} comes after ${before.name}`);
    }
    // After the last control the browser has the focus.
    await page.open();
    await page.paste(ENV);
    await page.verdict();
    for (let index = 0; index < 60 && await page.run(() => document.activeElement.dataset.action) !== "reveal"; index++) await page.driver.actions().sendKeys(Key.TAB).perform();
    await page.driver.actions().sendKeys(Key.ENTER).perform();
    await page.driver.wait(async () => (await page.html()).includes(SECRET), 2000, "Enter does not press the button");
  });

  test("reads typed text, and moves it to the evidence at Enter", async () => {
    await page.open();
    const box = await page.driver.findElement(By.id("box"));
    await box.sendKeys("token is expired");
    await page.verdict();
    assert.equal(await box.getAttribute("value"), "token is expired");
    await box.sendKeys(Key.ENTER);
    assert.equal(await box.getAttribute("value"), "");
    assert.match(await page.run(() => document.querySelector("pre.pasted").textContent), /token is expired/);
  });

  test("removes evidence and shows the new verdict", async () => {
    await page.open();
    await page.paste(ENV);
    await page.verdict();
    await page.click("#evidence [aria-label='Remove: Key and secret']");
    await page.driver.wait(async () => (await page.outcome()) === "unknown", 3000, "the pair still counts");
  });

  test("reads dropped files, and names each pair by its file", async () => {
    await page.open();
    await page.run((own, other) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([own], ".env.staging"));
      dataTransfer.items.add(new File([other], "a\n<b> of.env.production"));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }, ENV, ENV.replace(/APItest/, "APIelse").replace(/^TOKEN=.*$/m, "").replace(SECRET, SECRET.replace("FAKE", "ELSE")));
    assert.match(await page.verdict(), /works/);
    const cards = await page.run(() => [...document.querySelectorAll("#evidence [data-slot=secret] .menu li")].map((card) => card.textContent));
    assert.ok(cards.some((card) => card.includes(".env.staging")), cards.join("\n"));
    assert.ok(cards.some((card) => card.includes("of.env.production")), cards.join("\n"));
  });

  test("announces the verdict once to a screen reader", async () => {
    await page.open();
    await page.run(() => {
      window.said = [];
      new MutationObserver(() => window.said.push(document.querySelector("[role=status]").textContent)).observe(document.querySelector("[role=status]"), { childList: true, characterData: true, subtree: true });
    });
    await page.paste(ENV);
    await page.verdict();
    await page.driver.sleep(2200);
    const said = await page.run(() => window.said);
    assert.equal(said.length, 1, said.join("\n"));
    assert.match(said[0], /works/);
  });

  for (const [index, expected] of [/ahead|not valid yet|before/, /newline|line (end|feed|break)/, /.+/].entries()) {
    test(`worked example ${index + 1} shows the whole way from paste to verdict`, async () => {
      await page.open();
      await page.click(`[data-action=example][data-index='${index}']`);
      assert.match(await page.verdict(), expected);
      assert.equal(await page.outcome(), index === 2 ? "unknown" : "refuses");
    });
  }

  const elsewhere = [/an ID token/, /another path/, /names the key/, /ends with a slash/, /public key/, /in the future/, /expired/, /row level security/, /private key/, /is encrypted/];
  for (const [at, expected] of elsewhere.entries()) {
    test(`example ${at + 1} of another service's token is answered`, async () => {
      await page.open();
      await page.run(() => document.querySelector("details.elsewhere").setAttribute("open", ""));
      const index = await page.run((at) => document.querySelectorAll("details.elsewhere [data-action=example]")[at].dataset.index, at);
      await page.click(`[data-action=example][data-index='${index}']`);
      assert.match(await page.verdict(), expected);
      assert.equal(await page.outcome(), "unknown");
    });
  }

  test("an example makes room for a person's own paste", async () => {
    await page.open();
    await page.click("[data-action=example][data-index='0']");
    await page.verdict();
    await page.paste(ENV);
    await page.driver.wait(async () => (await page.outcome()) === "accepts", 3000, "the example still counts");
    const shown = await page.run(() => document.querySelector("pre.pasted").textContent);
    assert.ok(shown.includes(TOKEN) && !shown.includes("HTTP/1.1"), shown);
  });

  test("names in one sentence the feature that an old browser lacks", async () => {
    await page.open({ first: "delete globalThis.ResizeObserver;" });
    assert.match(await page.run(() => document.querySelector("#missing:not([hidden])").textContent), /could not start.*ResizeObserver/);
    await page.open({ first: "delete globalThis.WebAssembly;" });
    assert.match(await page.run(() => document.querySelector("#missing:not([hidden])").textContent), /lacks WebAssembly/);
    await page.open({ first: "delete globalThis.DecompressionStream;" });
    assert.match(await page.run(() => document.querySelector("#missing:not([hidden])").textContent), /lacks DecompressionStream/);
  });

  test("has a sentence for people without JavaScript", async () => {
    await page.open();
    assert.match(await page.run(() => document.querySelector("noscript").textContent), /needs JavaScript/);
  });
});

// Other engines than the first look at the states on one origin, which is enough and half of the time.
describe("every state, in both themes", { skip: ENGINE !== "chromium" && FROM === "file" && "./build.sh test engines looks at them from localhost" }, () => {
  // All combinations in one engine, the two most different ones in the others.
  const looks = ENGINE === "chromium"
    ? [[1280, 800], [768, 1024], [320, 640]].map((size) => ({ size, themes: ["light", "dark"] }))
    : [{ size: [1280, 800], themes: ["light"] }, { size: [320, 640], themes: ["dark"] }];
  const states = {
    empty: { paste: null },
    accepts: { paste: ENV },
    refuses: { paste: `HTTP/1.1 401 Unauthorized\nDate: Wed, 25 Nov 2026 00:10:00 GMT\n\n${ENV}`, now: NOW + 24 * HOUR },
    unknown: { paste: "could not establish signal connection" },
    undecided: { paste: TOKEN },
    told: { paste: `${ENV}\ninvalid authorization token: token has invalid claims: token is expired`, now: NOW + 6 * HOUR },
    undecoded: { paste: TOKEN.replace(".eyJ", ".eyK") },
    "many tokens": { paste: `${ENV}\n${[1, 2, 3, 4, 5, 6].map((number) => TOKEN.replace(/.$/, number)).join("\n")}\nSTAGING_LIVEKIT_API_KEY=APIother12345\nSTAGING_LIVEKIT_API_SECRET=${SECRET.replace("FAKE", "MADE")}` },
    revealed: { paste: ENV, action: "reveal" },
    proof: { paste: ENV, action: "prove" },
    keys: { paste: ENV, action: "keys" },
    "edited in the box": { paste: ENV, action: "edit" },
    "compared with another token": { paste: `${TOKEN.replace(/.$/, "0")}\n${ENV}`, press: "[data-token]:not([aria-current]) + button" },
    "with its menu open": { paste: `${TOKEN.replace(/.$/, "0")}\n${ENV}`, press: "[data-slot=token] summary" },
    "as JSON": { paste: ENV, press: "[data-tab=json]" },
    "as it was sent": { paste: ENV, press: "[data-tab=raw]" },
    cleared: { paste: ENV, action: "clear" },
    "at another time": {
      paste: ENV, act: () => {
        const needle = document.querySelector("[data-needle]");
        needle.value = 960;
        needle.dispatchEvent(new Event("input", { bubbles: true }));
      },
    },
    "with the answer of each release": { paste: ENV, press: ".answers summary" },
    "with all permissions": { paste: ENV, press: "[data-check=permissions] button" },
  };
  for (const [name, { paste, now, action, act, press = action && `[data-action=${action}]` }] of Object.entries(states)) {
    test(`${name}: no fault for axe, also in forced colors, nothing cut off at 320 px, the verdict above the fold`, async () => {
      for (const { size: [width, height], themes } of looks) {
        await page.size(width, height);
        await page.open({ now });
        if (paste) {
          await page.paste(paste);
          await page.verdict();
          assert.ok(await page.run(() => document.querySelector("#verdict").getBoundingClientRect().bottom < innerHeight), `the verdict is below the fold at ${width}`);
        }
        if (press) await page.click(press);
        if (act) await page.run(act);
        // Colors are the only thing that a theme changes, so the page stays open.
        for (const theme of themes) {
          await page.theme(theme);
          assert.ok(await page.run(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `overflow at ${width}`);
          // The document from a server is the same, and names and colors are in every engine: others run axe once.
          if (ENGINE === "chromium" ? FROM !== "file" : width < 1280) continue;
          assert.deepEqual(await page.axe({ onlyColors: theme !== themes[0] }), [], `${theme} ${width}`);
          // Forced colors are the same in each width.
          if (!page.browser.force || width < 1280) continue;
          await page.browser.force(true);
          assert.ok(await page.run(() => matchMedia("(forced-colors: active)").matches));
          assert.deepEqual(await page.axe({ onlyColors: true }), [], `forced colors, ${theme} ${width}`);
          await page.browser.force(false);
        }
      }
    });
  }
});

test("this engine still cannot do what the tests work around", async () => {
  await page.open();
  await page.size(320, 640);
  assert.equal(await page.run(() => innerWidth > 400), !!page.cannot.narrow, page.cannot.narrow);
  await page.theme("dark");
  assert.equal(await page.run(() => !matchMedia("(prefers-color-scheme: dark)").matches), !!page.cannot.theme, page.cannot.theme);
  await page.size(1280, 800);
  await page.theme("light");
  assert.equal(await page.driver.manage().logs().getAvailableLogTypes().then((types) => types.includes("browser"), () => false), ENGINE === "chromium");
});

test("messages of the console are recorded", async () => {
  await page.open();
  await page.console();
  await page.run(() => { const image = new Image(); image.src = "https://example.com/"; });
  await page.driver.wait(async () => (await page.console()).some((line) => /SEVERE.*(Content.Security.Policy|refused)/i.test(line)), 3000, "the console is not heard");
});
