// The visible part of a paste, and the rest of it.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { pieces, without, worthKeeping } from "../../../www/evidence.js";
import { markdown } from "../../../www/markdown.js";

const span = (text, part) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });

describe("pieces", () => {
  const text = "secret=kQ7dTn3m token=aaaa.bbbb.cccc";
  const found = (hidden) => ({ found: { hidden, tokens: [{ label: "alice", spans: [span(text, "aaaa.bbbb.cccc")] }] } });
  const token = { token: true, shown: "aaaa.bbbb.cccc" };

  test("show tokens, and not what the report hides", () => {
    assert.deepEqual(pieces(found([span(text, "kQ7dTn3m")]), text, false),
      [{ token: false, shown: "secret=" }, { token: false, shown: "•••" }, { token: false, shown: " token=" }, token]);
  });

  test("show all that is revealed", () => {
    assert.deepEqual(pieces(found([span(text, "kQ7dTn3m")]), text, true), [{ token: false, shown: "secret=kQ7dTn3m token=" }, token]);
  });

  test("end before a secret that is cut", () => {
    const long = "x".repeat(19_990) + "kQ7dTn3mXw9Zb1Lr";
    const report = { found: { hidden: [{ start: 19_990, end: 20_006 }], tokens: [] } };
    assert.deepEqual(pieces(report, long, false).map(({ shown }) => shown.slice(-3)), ["xxx", "•••"]);
  });
});

describe("without", () => {
  test("removes spans, in any order", () => {
    const text = "ab-cd-ef";
    assert.equal(without(text, [span(text, "ef"), span(text, "ab")]), "-cd-");
    assert.equal(without(text, []), text);
  });

  test("does not change the list of spans", () => {
    const spans = [{ start: 0, end: 1 }, { start: 2, end: 3 }];
    without("abc", spans);
    assert.deepEqual(spans, [{ start: 0, end: 1 }, { start: 2, end: 3 }]);
  });
});

test("white space, quotes and separators are not worth keeping", () => {
  assert.ok(!worthKeeping(" \n\"'`,;:={}[]"));
  assert.ok(worthKeeping("= x"));
});

describe("markdown", () => {
  const words = (text) => [{ kind: "text", text }];
  const whole = {
    verdict: { outcome: "refuses", message: [...words("LiveKit refuses "), { kind: "code", text: "[x](y)" }], fix: words("Make a new one.") },
    findings: [{ code: "expired", message: words("It expired.") }],
    candidates: [],
    answers: [{ since: "v1.0.0", until: null, status: 401, body: "no `grants`\n", exact: false }],
    steps: [{ name: "Expiration", state: "fails" }],
    asked_at: { earliest: 0, latest: 0, assumed: false },
    tokens: [{ claims: [{ name: "sub", value: "![x](https://evil.example/p.png) ``` `" }], minter: "livekit-server-sdk" }],
  };

  test("has verdict, findings, steps, answers and claims", () => {
    const written = markdown(whole, 60);
    for (const line of [
      "**LiveKit refuses `[x](y)`**", "Make a new one.", "As of 1970-01-01 00:00:00 UTC.", "- It expired. (`expired`)", "- Expiration: fails",
      "- v1.0.0 to the newest: 401 ``no `grants`⏎`` (if key and secret are right)", "Made by: livekit-server-sdk",
    ]) assert.ok(written.split("\n").includes(line), line);
    assert.ok(!written.includes("Possible causes"));
  });

  test("has what was pasted as code only, whatever backticks are in it", () => {
    assert.ok(markdown(whole, 60).includes("`sub`: ```` ![x](https://evil.example/p.png) ``` ` ````"));
  });

  test("says that the time is assumed", () => {
    assert.match(markdown({ ...whole, asked_at: { earliest: 0, latest: 0, assumed: true } }, 60), /As of 1970-01-01 00:01:00 UTC \(assumed\)\./);
  });
});
