// The visible part of a paste, and the rest of it.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { source } from "./source.mjs";

const { lined, pieces } = await source("pieces.ts");
const { code, markdown } = await source("markdown.ts");

const span = (text, part) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });

describe("pieces", () => {
  const text = "secret=kQ7dTn3m token=aaaa.bbbb.cccc";
  const found = (hidden) => ({ found: { hidden, tokens: [{ label: "alice", spans: [span(text, "aaaa.bbbb.cccc")] }] } });
  const piece = (kind, shown, marked = false) => ({ kind, shown, marked });
  const token = piece("token", "aaaa.bbbb.cccc");

  test("show tokens, and not what the report hides", () => {
    assert.deepEqual(pieces(found([span(text, "kQ7dTn3m")]), text, false), [piece("text", "secret="), piece("hidden", "•••"), piece("text", " token="), token]);
  });

  test("show all that is revealed", () => {
    assert.deepEqual(pieces(found([span(text, "kQ7dTn3m")]), text, true), [piece("text", "secret=kQ7dTn3m token="), token]);
  });

  test("keeps the lines that it hides", () => {
    const wrapped = "secret=kQ7d\nTn3m\n\nroom=r";
    const report = { found: { hidden: [span(wrapped, "kQ7d\nTn3m\n")], tokens: [] } };
    assert.deepEqual(lined(pieces(report, wrapped, false)).map((row) => row.map(({ shown }) => shown).join("")), ["secret=•••", "•••", "", "room=r"]);
  });

  test("end before a secret that is cut", () => {
    const long = "x".repeat(19_990) + "kQ7dTn3mXw9Zb1Lr";
    const report = { found: { hidden: [{ start: 19_990, end: 20_006 }], tokens: [] } };
    assert.deepEqual(pieces(report, long, false).map(({ shown }) => shown.slice(-3)), ["xxx", "•••"]);
  });

  test("are marked where a reader looks for them", () => {
    assert.deepEqual(pieces(found([]), text, false, [{ start: 2, end: 4 }, span(text, "bbbb")]),
      [piece("text", "se"), piece("text", "cr", true), piece("text", "et=kQ7dTn3m token="), { ...token, marked: true }]);
  });

  test("are sorted into lines", () => {
    const rows = lined([piece("text", "a\n"), piece("hidden", "•••"), piece("text", "\n\nb")]);
    assert.deepEqual(rows.map((row) => row.map(({ shown }) => shown).join("|")), ["a", "•••", "", "b"]);
  });
});

describe("markdown", () => {
  const words = (text) => [{ kind: "text", text }];
  const whole = {
    verdict: { outcome: "refuses", message: [...words("LiveKit refuses "), { kind: "code", text: "[x](y)" }], fix: words("Make a new one."), certain: true },
    findings: [{ code: "expired", message: words("It expired."), certain: true }, { code: "clock", message: words("A clock is off."), certain: false }],
    candidates: [],
    answers: [{ since: "v1.0.0", until: null, status: 401, body: "no `grants`\n", exact: false }],
    steps: [{ name: "Expiration", state: "fails" }],
    asked_at: { earliest: 0, latest: 0, assumed: false },
    subject: 1,
    tokens: [{ claims: [{ name: "sub", value: "of another token" }], minter: "another SDK" }, { claims: [{ name: "sub", value: "![x](https://evil.example/p.png) ``` `" }], minter: "livekit-server-sdk" }],
  };

  test("has verdict, findings, steps, answers and claims", () => {
    const written = markdown(whole, 60);
    for (const line of [
      "**LiveKit refuses `[x](y)`**", "Make a new one.", "As of 1970-01-01 00:00:00 UTC.", "- It expired. (`expired`)", "- Likely: A clock is off. (`clock`)", "- Expiration: fails",
      "- v1.0.0 to the newest: 401 ``no `grants`⏎`` (if key and secret are right)", "Made by: livekit-server-sdk",
    ]) assert.ok(written.split("\n").includes(line), line);
    assert.ok(!written.includes("Possible causes"));
    assert.doesNotMatch(written, /another/);
  });

  test("has no claims of a paste without a token", () => {
    assert.ok(!markdown({ ...whole, subject: null, tokens: [] }, 60).includes("Claims"));
  });

  test("says so if the verdict is only likely", () => {
    assert.ok(markdown({ ...whole, verdict: { ...whole.verdict, certain: false } }, 60).startsWith("**Likely: LiveKit refuses `[x](y)`**\n"));
  });

  test("has what was pasted as code only, whatever backticks are in it", () => {
    assert.ok(markdown(whole, 60).includes("`sub`: ```` ![x](https://evil.example/p.png) ``` ` ````"));
    for (const [text, written] of [["", "`  `"], ["`", "`` ` ``"], [" a ", "`  a  `"], ["a\r\n\r# b\n\n<img src=x>", "`a⏎⏎# b⏎⏎<img src=x>`"]]) assert.equal(code(text), written);
  });

  test("says that the time is assumed", () => {
    assert.match(markdown({ ...whole, asked_at: { earliest: 0, latest: 0, assumed: true } }, 60), /As of 1970-01-01 00:01:00 UTC \(assumed\)\./);
  });
});
