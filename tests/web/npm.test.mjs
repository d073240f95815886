// The npm package as a program meets it.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readFileSync } from "node:fs";
import { diagnose, toText } from "../../dist/npm/index.js";
import { core } from "../../www/core.js";

const ENV = readFileSync(new URL("../vectors/page.env", import.meta.url), "utf8");
const NOW = 1_795_516_100_000;

describe("diagnose", () => {
  test("accepts a real token with its pair inside its life", async () => {
    const report = await diagnose(ENV, { now: NOW });
    assert.equal(report.verdict.outcome, "accepts");
    assert.match(toText(report.verdict.message), /accepts/);
    assert.equal(report.tokens[0].exp, 1_795_537_548);
  });

  test("takes the clock of this machine where none is given", async () => {
    const before = Date.now() / 1000;
    const { asked_at } = await diagnose("");
    assert.ok(asked_at.assumed && asked_at.latest >= before && asked_at.latest <= Date.now() / 1000);
  });

  test("answers whatever it is given, strings or not", async () => {
    for (const given of [undefined, null, 0, NaN, {}, [], Symbol("x"), Object.create(null), Promise.resolve(""), () => 1, "\ud800", "\0", new Date(NaN), 10n]) {
      const { verdict } = await diagnose(given, { now: NOW });
      assert.notEqual(toText(verdict.message), "");
    }
  });

  test("answers at whatever time", async () => {
    for (const now of [0, -1, NaN, Infinity, -Infinity, 8.64e15, Number.MAX_VALUE]) {
      const { verdict } = await diagnose(ENV, { now });
      assert.notEqual(toText(verdict.message), "");
    }
  });

  test("tells no secret", async () => {
    const secret = "FAKEsecretFAKEsecretFAKEsecretFAKEsecretFAKE1234";
    for (const paste of [ENV, ENV.replace("APItestkey12345", secret), ENV.replace(secret, `${secret}\n`), `secret: ${secret}`]) {
      assert.ok(!JSON.stringify(await diagnose(paste, { now: NOW })).includes(secret));
    }
  });

  test("places are those of JavaScript's strings", async () => {
    const text = `😀 ${ENV}`;
    const { found } = await diagnose(text, { now: NOW });
    const [{ start, end }] = found.tokens[0].spans;
    assert.match(text.slice(start, end), /^eyJ[\w.-]+$/);
  });
});

describe("core", () => {
  test("searches for slips in as many parts as the page asks for", () => {
    const count = (path, pattern) => readFileSync(new URL(path, import.meta.url), "utf8").match(pattern)[1];
    assert.equal(count("../../www/app.js", /const PARTS = (\d+);/), count("../../src/secret/mod.rs", /pub const PARTS: usize = (\d+);/));
  });

  /** A module that takes a hundred pages more for each paste. */
  function greedy(answer) {
    const glue = { taken: 0, renewed: 0, load: () => {}, pages: () => glue.taken, renew: () => { glue.taken = 0; glue.renewed++; } };
    glue.ask = (text) => { glue.taken += 100; return new TextEncoder().encode(answer(new TextDecoder().decode(text))); };
    return glue;
  }
  // The smallest module: its header.
  const bytes = () => Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

  test("takes a new instance when the memory is large, since the module frees none", async () => {
    const glue = greedy(() => "{}");
    const ask = core(glue, bytes);
    for (let count = 0; count < 300; count++) await ask("");
    assert.equal(glue.renewed, 100);
  });

  test("takes a new instance after a crash, and says so", async () => {
    const glue = greedy((text) => { if (text === "bad") throw new WebAssembly.RuntimeError("unreachable"); return "{}"; });
    const ask = core(glue, bytes);
    await assert.rejects(ask("bad"), { name: "CoreCrash" });
    assert.equal(glue.renewed, 1);
    assert.deepEqual(await ask("good"), {});
  });
});

describe("toText", () => {
  test("writes every kind of part as plain words", () => {
    const parts = [
      { kind: "text", text: "It expired " }, { kind: "duration", seconds: 11_520 }, { kind: "text", text: " ago, at " },
      { kind: "instant", at: 1_795_516_867 }, { kind: "text", text: ": see " }, { kind: "code", text: "exp" },
    ];
    assert.equal(toText(parts), "It expired 3 h 12 min ago, at 2026-11-24 10:41:07 UTC: see exp");
  });

  test("knows lengths from a second to an age, and instants beyond the calendar", () => {
    const words = (seconds) => toText([{ kind: "duration", seconds }]);
    assert.deepEqual([0, 1, 59.9, 60, 235, 600, 3600, 86_400, 90_000, 1e7, 1e9, Infinity].map(words),
      ["0 s", "1 s", "59 s", "1 min", "3 min 55 s", "10 min", "1 h", "1 d", "1 d 1 h", "115 d", "31 years", "for ever"]);
    assert.equal(toText([{ kind: "instant", at: 1e18 }]), "1000000000000000000 s since 1970");
  });
});
