// The visible part of a paste, and the rest of it.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { secrets, without, worthKeeping } from "../../../www/evidence.js";
import { markdown } from "../../../www/markdown.js";

const span = (text, part) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });
const report = (text, pairs, tokens = []) => ({
  found: { pairs, tokens: tokens.map((token) => ({ label: "alice", spans: [span(text, token)] })) },
});

describe("secrets", () => {
  test("are cut from the paste, the longest first, each once", () => {
    const text = "one=short two=much-longer three=short";
    const pairs = ["short", "much-longer", "short"].map((secret) => ({ key: "APIkey", secret_span: span(text, secret), spans: [] }));
    assert.deepEqual(secrets(report(text, pairs), text), ["much-longer", "short"]);
  });

  test("include a key that the report masks, since key and secret may be swapped", () => {
    const text = "key=kQ7dTn3m secret=APIkey";
    const pair = { key: "•••", secret_span: span(text, "APIkey"), spans: [span(text, "kQ7dTn3m"), span(text, "APIkey")] };
    assert.deepEqual(secrets(report(text, [pair]), text), ["kQ7dTn3m", "APIkey"]);
  });

  test("do not include a key that the report shows", () => {
    const text = "key=APIkey secret=kQ7dTn3m";
    const pair = { key: "APIkey", secret_span: null, spans: [span(text, "key=APIkey")] };
    assert.deepEqual(secrets(report(text, [pair]), text), []);
  });

  test("do not include values that are too short to differ from other text", () => {
    assert.deepEqual(secrets(report("s=ab", [{ key: "k", secret_span: { start: 2, end: 4 }, spans: [] }]), "s=ab"), []);
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
  const SECRET = "FAKEsecretFAKEsecret";
  const TOKEN = "aaaa.bbbb.cccccccc";
  const text = `SECRET=${SECRET}\nTOKEN=${TOKEN}\n`;
  const words = (text) => [{ kind: "text", text }];
  const whole = {
    ...report(text, [{ key: "APIkey", secret_span: span(text, SECRET), spans: [] }], [TOKEN]),
    verdict: { outcome: "refuses", message: words("LiveKit refuses this token."), fix: words("Make a new one.") },
    findings: [{ code: "expired", message: words("It expired.") }],
    candidates: [],
    answers: [{ since: "v1.0.0", until: null, status: 401, body: "no `grants`\n", exact: false }],
    steps: [{ name: "Expiration", state: "fails" }],
    asked_at: { earliest: 0, latest: 0, assumed: false },
    tokens: [{ claims: [{ name: "sub", value: `"${SECRET} cccccccc"` }], minter: "livekit-server-sdk" }],
  };

  test("has verdict, findings, steps, answers and claims", () => {
    const written = markdown(whole, text, 60);
    for (const line of [
      "**LiveKit refuses this token.**", "Make a new one.", "As of 1970-01-01 00:00:00 UTC.", "- It expired. (`expired`)", "- Expiration: fails",
      "- v1.0.0 to the newest: 401 ``no `grants`⏎`` (if key and secret are right)", "Made by: livekit-server-sdk",
    ]) assert.ok(written.split("\n").includes(line), line);
    assert.ok(!written.includes("Possible causes"));
  });

  test("has no secret and no signature, in any quote", () => {
    const written = markdown(whole, text, 60);
    assert.ok(!written.includes(SECRET) && !written.includes("cccccccc"));
    assert.match(written, /`sub`: `"••• •••"`/);
  });

  test("says that the time is assumed", () => {
    assert.match(markdown({ ...whole, asked_at: { earliest: 0, latest: 0, assumed: true } }, text, 60), /As of 1970-01-01 00:01:00 UTC \(assumed\)\./);
  });
});
