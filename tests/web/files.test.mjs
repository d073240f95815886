// Large files and copies that are safe to share: the sentence, the table, the keys, and where a secret goes.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { ENV, Key, LOOKS, NOW, Page, setting } from "./browser.mjs";

const SECRET = setting("LIVEKIT_API_SECRET");
const KEY = setting("LIVEKIT_API_KEY");

function token(claims, secret = SECRET) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const input = `${part({ alg: "HS256" })}.${part({ iss: KEY, video: { roomJoin: true, room: "lobby" }, ...claims })}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
}

/** A log with a token a minute: every third has expired, and the last is signed with another secret. */
const AT = NOW / 1000 - 36_000;
const TOKENS = Array.from({ length: 240 }, (_, index) => {
  const at = AT + index * 60;
  const life = index % 3 === 0 ? -600 : 600;
  return { time: new Date(at * 1000).toISOString(), token: token({ sub: `user-${index}`, nbf: at - 3600, exp: at + life }, index === 239 ? "anotherFAKEsecretanotherFAKEsecret12345" : SECRET) };
});
const LOG = [...TOKENS.map(({ time, token }) => `${time} WARN gateway GET /rtc?access_token=${token}&auto_subscribe=1`), `LIVEKIT_API_KEY=${KEY}`, `LIVEKIT_API_SECRET=${SECRET}`, ""].join("\n");
const SIGNATURES = TOKENS.map(({ token }) => token.split(".")[2]);

/** @type {Page} */
let page;

before(async () => { page = await Page.start(); });
after(() => page?.quit());

/** Drops files; `repeat` makes a long file of a short text, and `gzip` packs it, in so many parts. */
async function drop(...files) {
  await page.driver.executeAsyncScript(async (files, done) => {
    const made = await Promise.all(files.map(async ({ name, text, repeat = 1, gzip, type = "" }) => {
      let blob = new Blob(Array(repeat).fill(text));
      if (gzip) blob = new Blob(Array(gzip).fill(await new Response(blob.stream().pipeThrough(new CompressionStream("gzip"))).blob()));
      return new File([blob], name, { type });
    }));
    const event = new DragEvent("drop", { bubbles: true, cancelable: true });
    Object.defineProperty(event, "dataTransfer", { value: { files: made, getData: () => "" } });
    document.dispatchEvent(event);
    done();
  }, files);
}

async function opened(...files) {
  await page.open();
  await keepCopies();
  await drop(...files);
  return page.verdict();
}

function keepCopies() {
  return page.run(() => {
    window.copied = [];
    navigator.clipboard.writeText = async (text) => { window.copied.push(text); };
  });
}

const wait = (condition, message, within = 5000) => page.driver.wait(condition, within, message);
const rows = () => page.run(() => [...document.querySelectorAll(".rows tbody tr")].map(({ cells }) => [...cells].map(({ textContent }) => textContent)));
const status = () => page.run(() => document.querySelector(".rows [role=status]")?.textContent);
const message = () => page.run(() => document.querySelector("#answer #verdict")?.textContent ?? "");
/** What the page shows, or nothing while it reads. */
const outcome = () => page.outcome().catch(() => "");
const SENTENCE = "240 tokens, 81 refused: 80 expired when used, median 10 min; 1 signed with another secret; it began at";

describe("a file", () => {
  test("with few tokens is a paste, and with many it has one sentence, groups and a table", async () => {
    await page.open();
    await drop({ name: ".env", text: ENV });
    await page.verdict();
    assert.equal(await page.outcome(), "accepts");
    assert.equal(await page.run(() => document.querySelector(".rows")), null);
    assert.ok((await opened({ name: "server.log", text: LOG })).startsWith(SENTENCE), await message());
    await wait(async () => (await rows()).length === 100, "there are no rows");
    assert.deepEqual(await page.run(() => [...document.querySelectorAll(".groups button b")].map(({ textContent }) => textContent)), ["159", "80", "1"]);
    assert.match(await page.run(() => document.querySelector(".notes").textContent), /1 API secret is in the file/);
    const [first] = await rows();
    assert.deepEqual(first.slice(0, 2), ["1", TOKENS[0].time.replace("T", " ").slice(0, 19)]);
    assert.match(first[2], /expired when used 10 min late/);
    assert.deepEqual(first.slice(3), ["user-0", "lobby", KEY]);
    await page.click("[data-action=more-rows]");
    await wait(async () => (await rows()).length === 200, "there are no more rows");
  });

  test("packed by gzip, in UTF-16, and several at once are read too", async () => {
    const notes = () => page.run(() => document.querySelector(".notes")?.textContent ?? "");
    assert.ok((await opened({ name: "server.log.gz", text: LOG, gzip: 1 })).startsWith(SENTENCE));
    assert.doesNotMatch(await notes(), /gzip/);
    await opened({ name: "server.log.gz", text: LOG, gzip: 2 });
    assert.match(await notes(), /The gzip is cut off, damaged or has several parts: only its beginning is read\.$/);
    assert.match(await opened({ name: "one.log", text: LOG, repeat: 20 }, { name: "two.log", text: LOG, repeat: 20 }), /^9,600 uses of 240 tokens, 3,240 refused/);
    await page.click("[data-row='2']");
    await wait(async () => (await outcome()) === "accepts", "the row of several files is not opened", 10_000);
    await page.open();
    await page.driver.executeAsyncScript(async (text, done) => {
      const units = Uint16Array.from(`\ufeff${text}`, (character) => character.charCodeAt(0));
      const event = new DragEvent("drop", { bubbles: true, cancelable: true });
      Object.defineProperty(event, "dataTransfer", { value: { files: [new File([units], "windows.env")] } });
      document.dispatchEvent(event);
      done();
    }, ENV);
    await page.verdict();
    assert.equal(await page.outcome(), "accepts");
  });

  test("is judged with the settings that were pasted before", async () => {
    await page.open();
    await page.paste(`LIVEKIT_API_KEY=${KEY}\nLIVEKIT_API_SECRET=${SECRET}`);
    await page.verdict();
    await drop({ name: "server.log", text: LOG.replace(/LIVEKIT_API_\w+=.*\n/g, "") });
    await wait(async () => (await message()).startsWith(SENTENCE), "the secret is not used");
    assert.equal(await page.run(() => document.querySelector(".notes")), null);
  });

  test("has a table that is filtered by words and groups, and sorted by columns", async () => {
    await opened({ name: "server.log", text: LOG });
    const filter = async (text) => {
      await page.run((text) => {
        const field = document.querySelector("[data-action=filter]");
        field.value = text;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }, text);
    };
    const isKept = await page.run(() => {
      const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
      Object.defineProperty(event, "clipboardData", { value: { getData: () => "user-23", files: [] } });
      return document.querySelector("[data-action=filter]").dispatchEvent(event);
    });
    assert.ok(isKept, "the page takes what is pasted into the filter");
    await filter("USER-23 lobby");
    await wait(async () => (await status()) === "11 rows", "it is not filtered");
    await filter("nobody");
    await wait(async () => (await status()) === "0 rows", "it is not filtered");
    await filter("");
    await page.click("[data-group='1']");
    await wait(async () => (await status()) === "80 rows of this group", "the group is not shown");
    await page.click("[data-column=line] button");
    await wait(async () => (await rows())[0][0] === "238", "it is not sorted");
    assert.equal(await page.run(() => document.querySelector("[data-column=line]").getAttribute("aria-sort")), "descending");
    await page.click("[data-action=all-groups]");
    await wait(async () => (await status()) === "240 rows", "all groups are not shown");
    await page.click("[data-column=identity] button");
    await wait(async () => (await rows())[1][3] === "user-1", "it is not sorted by identity");
  });

  test("has a full report of each row, at its own time and with the secret of the file", async () => {
    await opened({ name: "server.log", text: LOG });
    await page.click("[data-row='0']");
    await wait(async () => /^The token expired 10 min/.test(await message()) || /valid for only|old when it was sent/.test(await message()), await message());
    assert.equal(await page.outcome(), "refuses");
    await page.click("[data-action=back-to-file]");
    await wait(async () => (await message()).startsWith(SENTENCE), "there is no way back");
    await page.click("[data-row='1']");
    await wait(async () => (await outcome()) === "accepts", "a good row is not accepted");
    await page.click("[data-action=back-to-file]");
    await page.click("[data-group='2']");
    await wait(async () => (await rows()).length === 1, "the group is not shown");
    await page.click("[data-row='239']");
    await wait(async () => (await outcome()) === "refuses", "another secret is not seen");
    assert.match(await page.run(() => document.querySelector("[data-check=signature]").className), /fails/);
    // What is pasted is the case again, and the file stays.
    await page.paste(ENV);
    await wait(async () => (await outcome()) === "accepts", "the paste is not read");
    assert.ok(await page.run(() => !!document.querySelector("[data-action=back-to-file]")));
    await page.click("[data-action=clear]");
    assert.ok(await page.run(() => !!document.querySelector(".empty") && !document.querySelector(".rows")));
  });

  test("tells how far it is, and can be cancelled", async () => {
    await page.open();
    await page.driver.executeAsyncScript(async (text, done) => {
      // Cancelled at once, since a fast browser would soon have read it all.
      window.seen = null;
      new MutationObserver(() => {
        const line = document.querySelector(".reading-file [role=status]")?.textContent;
        if (window.seen || !/^[1-9][\d.]* MB of \d+\.\d MB, [\d,]{3,} uses of tokens$/.test(line)) return;
        window.seen = { busy: document.querySelector("#answer").getAttribute("aria-busy") };
        document.querySelector("[data-action=cancel-file]").click();
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
      const event = new DragEvent("drop", { bubbles: true, cancelable: true });
      Object.defineProperty(event, "dataTransfer", { value: { files: [new File(Array(800).fill(text), "long.log")] } });
      document.dispatchEvent(event);
      done();
    }, LOG);
    await wait(() => page.run(() => window.seen !== null), "no progress is told", 20_000);
    assert.equal(await page.run(() => window.seen.busy), "true");
    await wait(() => page.run(() => !!document.querySelector(".empty")), "it is not cancelled");
    await page.driver.sleep(500);
    assert.ok(await page.run(() => !document.querySelector(".rows, .reading-file")));
    assert.ok((await opened({ name: "server.log", text: LOG })).startsWith(SENTENCE), "the next file is not read");
  });

  test("that no browser can read is named", async () => {
    await page.open();
    await page.run(() => {
      const gone = new File(["x"], "folder");
      gone.slice = () => { throw new DOMException("", "NotReadableError"); };
      const event = new DragEvent("drop", { bubbles: true, cancelable: true });
      Object.defineProperty(event, "dataTransfer", { value: { files: [gone] } });
      document.dispatchEvent(event);
    });
    await wait(() => page.run(() => /cannot read folder/.test(document.querySelector(".toast").textContent)), "it is not named");
    assert.match(await opened({ name: "zero.bin", text: "\0".repeat(500_000), repeat: 3 }), /^The file has no token\.$/);
    assert.match(await page.run(() => document.querySelector(".notes").textContent), /1,500,000 bytes are NUL/);
  });

  test("has a strip of time that says when it began, and filters the table", async () => {
    await opened({ name: "server.log", text: LOG });
    const strip = () => page.run(() => {
      const bars = (name) => document.querySelectorAll(`.bars rect.${name}`).length;
      const slider = document.querySelector("[data-action=interval]");
      return { words: document.querySelector(".bars svg").getAttribute("aria-label"), refused: bars("refused"), accepted: bars("accepted"), said: document.querySelector(".strip [role=status]").textContent, value: slider.getAttribute("aria-valuetext"), legend: document.querySelector(".strip .legend").textContent };
    });
    const first = await strip();
    // Four hours in intervals of 5 minutes, in each of which one or two of five tokens had expired.
    const start = Math.floor(AT / 300) * 300;
    const count = Math.floor((AT + 239 * 60) / 300) - start / 300 + 1;
    assert.ok(first.words.startsWith(`Tokens over time: ${count} bars of 5 min each, from `), first.words);
    assert.ok(first.words.includes(`Refusals began at ${new Date(start * 1000).toISOString().replace("T", " ").slice(0, 19)} UTC`), first.words);
    assert.deepEqual([first.refused, first.value], [count, "Whole time"]);
    assert.match(first.said, /^Most refusals: 2 of 5 tokens, /);
    assert.match(first.legend, /each bar: 5 min/);
    await page.driver.actions().move({ origin: await page.driver.findElement({ css: ".bars" }) }).click().perform();
    await wait(async () => /^[45] rows of this time$/.test(await status()), "the interval is not shown");
    const middle = await strip();
    assert.match(middle.said, /^(24 Nov, )?\d\d:\d\d to \d\d:\d\d UTC: [12] refused, \d accepted$/);
    assert.equal(middle.value, middle.said);
    for (const [, time] of await rows()) assert.ok(Date.parse(`${time.replace(" ", "T")}Z`) >= AT * 1000, time);
    await page.click("[data-group='1']");
    await wait(async () => /^[12] rows? of this group and time$/.test(await status()), await status());
    await page.click("[data-action=whole-time]");
    await wait(async () => (await status()) === "80 rows of this group", "the whole time is not shown");
    assert.equal(await page.run(() => document.activeElement.dataset.action), "interval");
    // By keys: the first one chooses where it began, the next ones move, and Escape ends it.
    await page.click("[data-action=all-groups]");
    await page.run(() => document.querySelector("[data-action=interval]").focus());
    await page.chord(Key.ARROW_RIGHT);
    await wait(async () => / of this time$/.test(await status()), "no key chooses the interval");
    const began = await rows();
    assert.equal(began[0][0], "1");
    await page.chord(Key.ARROW_RIGHT);
    await wait(async () => (await rows())[0][0] !== "1", "no key moves the interval");
    await page.chord(Key.ESCAPE);
    await wait(async () => (await status()) === "240 rows", "no key ends it");
    // A press on the same interval too.
    const press = async () => page.driver.actions().move({ origin: await page.driver.findElement({ css: ".bars" }) }).click().perform();
    await press();
    await wait(async () => / of this time$/.test(await status()), "the interval is not shown");
    await press();
    await wait(async () => (await status()) === "240 rows", "the interval is not given up");
  });

  test("says how many refusals would vanish with other times", async () => {
    await opened({ name: "server.log", text: LOG });
    const said = () => page.run(() => document.querySelector(".what-if [role=status]").textContent);
    const set = async (name, wanted) => {
      // Keys move a slider in any engine.
      await page.run((name) => document.querySelector(`[data-action=margin-${name}]`).focus(), name);
      await page.chord(Key.HOME);
      for (let step = 0; step < 20; step++) {
        if (await page.run((name) => document.querySelector(`[data-action=margin-${name}]`).getAttribute("aria-valuetext"), name) === wanted) return;
        await page.chord(Key.ARROW_RIGHT);
      }
      assert.fail(`${name} has no ${wanted}`);
    };
    assert.equal(await page.run(() => document.querySelector(".what-if").open), false);
    await page.click(".what-if summary");
    await wait(async () => /^Move a slider/.test(await said()), "it is not opened");
    // Each had expired 10 minutes before, and LiveKit allows a minute.
    await set("life", "5 min");
    await wait(async () => (await said()) === "All 81 refusals would stay. ", await said());
    await set("life", "10 min");
    await wait(async () => (await said()) === "80 of 81 refusals would vanish. ", await said());
    await page.click("[data-action=as-it-is]");
    await wait(async () => /^Move a slider/.test(await said()), "it is not reset");
    assert.equal(await page.run(() => document.activeElement.dataset.action), "margin-life");
    await set("leeway", "20 min");
    await wait(async () => (await said()) === "80 of 81 refusals would vanish. ", await said());
  });

  test("is used by keys alone, and the focus is never lost", async () => {
    await opened({ name: "server.log", text: LOG });
    await wait(async () => (await rows()).length > 0, "there are no rows");
    const focused = () => page.run(() => {
      const { activeElement: focused } = document;
      const { action, row, group } = focused.dataset;
      return action ?? (row ? `row ${row}` : group ? `group ${group}` : focused.closest("[data-column]")?.dataset.column ?? "");
    });
    await page.run(() => document.querySelector("[data-action=close-file]").focus());
    const seen = [];
    for (let step = 0; step < 30 && !seen.includes("row 2"); step++) {
      await page.chord(Key.TAB);
      seen.push(await focused());
    }
    for (const part of ["interval", "filter", "save-csv", "save-ndjson", "save-md", "group 0", "line", "key", "row 1"]) assert.ok(seen.includes(part), `${part} is not reached: ${seen}`);
    await page.chord(Key.ENTER);
    await wait(async () => (await focused()) === "back-to-file", "the focus is lost");
    await page.chord(Key.ENTER);
    await wait(async () => (await focused()) === "row 2", "the focus does not come back");
  });

  test("saves its table, without signatures and secrets", async () => {
    await opened({ name: "server.log", text: LOG });
    await page.click("[data-group='1']");
    await wait(async () => (await rows()).length === 80, "the group is not shown");
    for (const [form, first] of [["csv", /^line,at,/], ["ndjson", /^\{"line":1,/], ["md", /^\*\*240 tokens, 81 refused/]]) {
      await page.run(() => {
        window.saved = null;
        HTMLAnchorElement.prototype.click = async function () { window.saved = { name: this.download, text: await (await new Response(window.blob)).text() }; };
        URL.createObjectURL = (blob) => { window.blob = blob; return "blob:x"; };
      });
      await page.click(`[data-action=save-${form}]`);
      await wait(() => page.run(() => window.saved !== null), "nothing is saved");
      const { name, text } = await page.run(() => window.saved);
      assert.equal(name, `server.log.${form}`);
      assert.match(text, first);
      if (form === "md") assert.match(text, /\n\| 1 \| .* \| `user-0` \| `lobby` \| `\w+` \|\n[^]*… and 30 more rows\n/);
      else assert.equal(text.trimEnd().split("\n").length, form === "csv" ? 81 : 80);
      for (const part of [SECRET, ...SIGNATURES]) assert.ok(!text.includes(part));
    }
  });
});

describe("a safe copy", () => {
  const copy = async (of) => {
    await page.click(`[data-action=safe-${of}]`);
    await wait(() => page.run(() => !!document.querySelector("#safe [data-action=copy-safe]")), "there is no copy", 10_000);
  };

  test("of what was pasted says what it has no more, and is copied only by its button", async () => {
    await page.open();
    await keepCopies();
    await page.paste(`${ENV}\nCookie: session=FAKEcookieFAKEcookie123456\n${ENV}`);
    await page.verdict();
    await copy("case");
    assert.deepEqual(await page.run(() => window.copied), []);
    assert.deepEqual(await page.run(() => [...document.querySelectorAll("#safe .removed li")].map(({ textContent }) => textContent)).then((all) => all.sort()), ["1 cookie", "1 secretin 2 places", "1 signaturein 2 places"]);
    await page.click("[data-action=copy-safe]");
    await wait(() => page.run(() => window.copied.length === 1), "it is not copied");
    const [text] = await page.run(() => window.copied);
    const signature = setting("TOKEN").split(".")[2];
    for (const part of [SECRET, signature, "FAKEcookie"]) assert.ok(!text.includes(part), part);
    assert.ok(text.includes(`LIVEKIT_API_KEY=${KEY}`) && text.includes("LIVEKIT_API_SECRET=<secret.1>"));
    assert.ok(!(await page.html()).includes(SECRET));
    await page.chord(Key.ESCAPE);
    await wait(() => page.run(() => !document.querySelector("#safe")), "it is not closed");
    assert.deepEqual(await page.axe(), []);
  });

  test("has no names and no addresses where the reader wants that", async () => {
    await page.open();
    await keepCopies();
    await page.paste(`${ENV}\nparticipant=carol-17 from 203.0.113.7, carol-17 left\n`);
    await page.verdict();
    await copy("case");
    const text = () => page.run(() => document.querySelector("#safe pre").textContent);
    assert.ok((await text()).includes("participant=carol-17 from 203.0.113.7"));
    const tick = async (name) => {
      await page.run((name) => document.querySelector(`[data-action=without-${name}]`).focus(), name);
      await page.chord(Key.SPACE);
      await wait(() => page.run((name) => document.querySelector(`[data-action=without-${name}]`)?.checked && !!document.querySelector("#safe [data-action=copy-safe]"), name), "there is no other copy", 10_000);
    };
    await tick("identities");
    assert.match(await text(), /participant=<identity\.\d> from 203\.0\.113\.7, <identity\.\d> left/);
    await tick("addresses");
    assert.match(await text(), /participant=<identity\.\d> from <address\.1>, <identity\.\d> left/);
    assert.equal(await page.run(() => document.activeElement.dataset.action), "without-addresses");
    await page.click("[data-action=copy-safe]");
    await wait(() => page.run(() => window.copied.length === 1), "it is not copied");
    const [copied] = await page.run(() => window.copied);
    const [payload] = copied.match(/(?<=eyJ[\w-]+\.)eyJ[\w-]+/);
    assert.match(JSON.parse(Buffer.from(payload, "base64url").toString()).sub, /^<identity\.\d>$/);
    for (const part of ["carol", "203.0.113"]) assert.ok(!copied.includes(part));
    // The next one begins as it was.
    await page.chord(Key.ESCAPE);
    await copy("case");
    assert.equal(await page.run(() => document.querySelector("#safe input:checked")), null);
    await page.chord(Key.ESCAPE);
  });

  test("is there again for a reader who closes its window and opens it at once", async () => {
    await page.open();
    await page.paste(ENV);
    await page.verdict();
    await copy("case");
    await page.run(async () => {
      document.querySelector("#safe .icon").click();
      // The window is gone, and the browser has not told yet that it was closed.
      await Promise.resolve();
      document.querySelector("[data-action=safe-case]").click();
    });
    await wait(() => page.run(() => !!document.querySelector("#safe[open] [data-action=copy-safe]")), "there is no copy");
    await page.chord(Key.ESCAPE);
  });

  test("of a text without secrets says that there was nothing to remove", async () => {
    await page.open();
    await page.paste("livekit: token is expired");
    await page.verdict();
    await copy("case");
    assert.match(await page.run(() => document.querySelector("#safe").textContent), /There was nothing to remove\./);
  });

  test("of a file is unpacked, and has its name", async () => {
    await opened({ name: "server.log.gz", text: LOG, gzip: 1 });
    await copy("file");
    await page.run(() => { HTMLAnchorElement.prototype.click = function () { window.saved = this.download; }; });
    await page.click("[data-action=save-safe]");
    assert.equal(await page.run(() => window.saved), "server.safe.log");
    await page.click("[data-action=copy-safe]");
    await wait(() => page.run(() => window.copied.length === 1), "it is not copied");
    const [text] = await page.run(() => window.copied);
    for (const part of [SECRET, ...SIGNATURES]) assert.ok(!text.includes(part));
    assert.equal(text.split("\n").length, LOG.split("\n").length);
  });

  test("that takes long lets the page be used, and ends when its window is closed", async () => {
    await page.open();
    await page.paste(LOG);
    await page.verdict();
    // Its worker is not asked, so that it takes as long as the test does.
    await page.run(() => {
      const { postMessage, terminate } = Worker.prototype;
      window.making = new Set();
      Worker.prototype.postMessage = function (question) {
        if (question.file?.act === "sanitize") window.making.add(this);
        else postMessage.call(this, question);
      };
      Worker.prototype.terminate = function () {
        window.making.delete(this);
        terminate.call(this);
      };
    });
    const making = () => page.run(() => window.making.size);
    await page.click("[data-action=safe-case]");
    await wait(() => page.run(() => !!document.querySelector("#safe progress")), "no progress is told");
    assert.equal(await making(), 1);
    await page.chord(Key.ESCAPE);
    await wait(() => page.run(() => !document.querySelector("#safe")), "it is not closed");
    assert.equal(await making(), 0);
  });
});

test("a secret of a file is shown, stored, copied and sent nowhere", async () => {
  await opened({ name: "server.log", text: LOG });
  await page.console();
  page.network.asked.length = 0;
  await page.click("[data-row='1']");
  await wait(async () => (await outcome()) === "accepts", "the row is not opened");
  await page.click("[data-action=back-to-file]");
  await page.click("[data-action=safe-file]");
  await wait(() => page.run(() => !!document.querySelector("#safe [data-action=copy-safe]")), "there is no copy");
  await page.chord(Key.ESCAPE);
  const kept = await page.run(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, document.title, history.state, window.name, window.copied]));
  const places = { document: await page.html(), console: (await page.console()).join("\n"), kept, network: page.network.asked.join("\n") };
  for (const [place, text] of Object.entries(places)) {
    for (const part of [SECRET, ...SIGNATURES.filter((_, index) => index !== 1 || place !== "document")]) assert.ok(!text.includes(part), `${place}: ${part}`);
  }
  assert.deepEqual(page.network.askedByPages, []);
});

for (const { theme, size: [width, height] } of LOOKS) {
  test(`no fault for axe, no scrolling sideways and room for a finger: ${theme}, ${width} px`, async () => {
    await page.theme(theme);
    await page.size(width, height);
    await opened({ name: "a-server-with-a-name-that-is-much-longer-than-its-place.log", text: LOG });
    await wait(async () => (await rows()).length > 0, "there are no rows");
    const look = async () => {
      assert.deepEqual(await page.axe(), []);
      assert.ok(await page.run(() => document.documentElement.scrollWidth <= innerWidth));
      assert.deepEqual(await page.run(() => [...document.querySelectorAll("#answer :is(button, input), #safe button")].flatMap((control) => {
        const { width, height } = control.getBoundingClientRect();
        return width > 0 && (height < 40 || width < 40) ? [`${control.outerHTML.slice(0, 80)}: ${width} × ${height}`] : [];
      })), []);
    };
    await look();
    await page.click(".what-if summary");
    await page.driver.actions().move({ origin: await page.driver.findElement({ css: ".bars" }) }).click().perform();
    await wait(() => page.run(() => !!document.querySelector("[data-action=whole-time]")), "no interval is chosen");
    await look();
    await page.click("[data-action=whole-time]");
    await wait(async () => (await status()) === "240 rows", "the whole time is not shown");
    await page.click("[data-action=safe-file]");
    await wait(() => page.run(() => !!document.querySelector("#safe [data-action=copy-safe]")), "there is no copy");
    await look();
    await page.chord(Key.ESCAPE);
    await page.click("[data-row='0']");
    await wait(() => page.run(() => !!document.querySelector("#answer[aria-busy=false] [data-outcome]")), "the row is not opened");
    await look();
  });
}
