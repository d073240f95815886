// The npm package as a program uses it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { diagnose, toText } from "../../dist/npm/index.js";

const ENV = readFileSync(new URL("../vectors/page.env", import.meta.url), "utf8");
const NOW = 1_795_516_100_000;

describe("diagnose", () => {
  test("accepts a real token with its pair while it is valid", async () => {
    const report = await diagnose(ENV, { now: NOW });
    assert.equal(report.verdict.outcome, "accepts");
    assert.match(toText(report.verdict.message), /works/);
    assert.equal(report.tokens[0].exp, 1_795_537_548);
  });

  test("uses the clock of this machine by default", async () => {
    const before = Date.now() / 1000;
    const { asked_at } = await diagnose("");
    assert.ok(asked_at.assumed && asked_at.latest >= before && asked_at.latest <= Date.now() / 1000);
  });

  test("answers any value, string or not", async () => {
    for (const given of [undefined, null, 0, NaN, {}, [], Symbol("x"), Object.create(null), Promise.resolve(""), () => 1, "\ud800", "\0", new Date(NaN), 10n]) {
      const { verdict } = await diagnose(given, { now: NOW });
      assert.notEqual(toText(verdict.message), "");
    }
  });

  test("answers at any time", async () => {
    for (const now of [0, -1, NaN, Infinity, -Infinity, 8.64e15, Number.MAX_VALUE]) {
      const { verdict } = await diagnose(ENV, { now });
      assert.notEqual(toText(verdict.message), "");
    }
  });

  test("reveals no secret", async () => {
    const secret = "FAKEsecretFAKEsecretFAKEsecretFAKEsecretFAKE1234";
    for (const paste of [ENV, ENV.replace("APItestkey12345", secret), ENV.replace(secret, `${secret}\n`), `secret: ${secret}`]) {
      assert.ok(!JSON.stringify(await diagnose(paste, { now: NOW })).includes(secret));
    }
  });

  test("counts places as JavaScript strings do", async () => {
    const text = `😀 ${ENV}`;
    const { found } = await diagnose(text, { now: NOW });
    const [{ start, end }] = found.tokens[0].spans;
    assert.match(text.slice(start, end), /^eyJ[\w.-]+$/);
  });

  test("uses readings of the server's clock, in milliseconds", async () => {
    const { asked_at, clocks } = await diagnose("", { now: NOW, askedAt: NOW + 5000, samples: [{ sent: NOW, received: NOW + 100, date: NOW + 60_000 }] });
    assert.deepEqual(asked_at, { earliest: NOW / 1000 + 5, latest: NOW / 1000 + 5, assumed: false });
    assert.deepEqual(clocks.map(({ clock, reference, through_proxy }) => [clock, reference, through_proxy]), [["server", "browser", false]]);
  });

  test("names a wrong option without quoting it, and works afterwards", async () => {
    for (const [options, message] of [
      ["a paste", /^options: /], [{ now: "a paste" }, /^options\.now: /], [{ askedAt: NaN }, /^options\.askedAt: /], [{ samples: "a paste" }, /^options\.samples: /],
      [{ samples: [null] }, /^options\.samples\[0\]: /], [{ samples: [{ sent: 1, received: 2, date: "a paste" }] }, /^options\.samples\[0\]\.date: /],
      [{ samples: [{ sent: 1, received: 2, date: 3, proxy: 1 }] }, /^options\.samples\[0\]\.proxy: /],
    ]) {
      await assert.rejects(diagnose(ENV, options), (error) => error instanceof TypeError && message.test(error.message) && !error.message.includes("a paste"), String(message));
    }
    assert.equal((await diagnose(ENV, { now: NOW })).verdict.outcome, "accepts");
  });

  test("treats undefined options as absent", async () => {
    for (const options of [undefined, {}, { now: undefined, askedAt: undefined, samples: undefined }, { samples: [] }]) {
      assert.ok((await diagnose("", options)).asked_at.assumed);
    }
  });

  test("a report is plain data, with null for missing values", async () => {
    const report = await diagnose(ENV, { now: NOW });
    assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
    assert.equal(report.answers[0].until, null);
  });
});

test("toText writes a message as plain words", async () => {
  const { verdict } = await diagnose(ENV, { now: NOW + 86_400_000 });
  assert.match(toText(verdict.message), /^The token expired 18 h 2 min ago/);
});
