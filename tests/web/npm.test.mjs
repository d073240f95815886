// The npm package as a program uses it.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { Readable } from "node:stream";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { diagnose, diagnoseFile, mint, repair, sanitize, setLanguage, toText } from "../../dist/npm/index.js";

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

  test("answers at any time, and refuses what is none", async () => {
    for (const now of [NaN, Infinity, -Infinity]) await assert.rejects(diagnose(ENV, { now }), { name: "TypeError", message: /^options\.now: expected a finite number/ });
    for (const now of [0, -1, 8.64e15, Number.MAX_VALUE]) {
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
      ["a paste", /^options: /], [{ now: "a paste" }, /^options\.now: /], [{ now: NaN }, /^options\.now: /], [{ now: Infinity }, /^options\.now: /], [{ askedAt: NaN }, /^options\.askedAt: /], [{ samples: "a paste" }, /^options\.samples: /],
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

test("the package and the single file hold the notices of third-party licenses", () => {
  const text = readFileSync(new URL("../../dist/npm/licenses.txt", import.meta.url), "utf8");
  assert.match(text, /jsonwebtoken \S+\n {4}Copyright \(c\) 2015 Vincent Prouillet/);
  const page = readFileSync(new URL("../../dist/why401.html", import.meta.url), "utf8");
  const comment = page.slice(page.indexOf("</html>")).trimEnd();
  assert.match(comment, /^<\/html>\n<!--\n[^]*-->$/);
  // Two hyphens could end a comment.
  assert.equal(comment.match(/--/g).length, 2);
  for (const [line] of text.matchAll(/^.*Copyright.*$/gm)) assert.ok(comment.includes(line), line);
});

describe("setLanguage", () => {
  const DIST = new URL("../../dist/npm/", import.meta.url);
  /** A message without holes, with its code between back-ticks. */
  const words = async () => (await diagnose("", { now: NOW })).verdict.message.map((part) => part.kind === "code" ? `\`${part.text}\`` : toText([part])).join("");

  test("translates what is said after it, until it is English again", async () => {
    const english = await words();
    try {
      await setLanguage({ [english]: "Aah!" });
      assert.equal(await words(), "Aah!");
      await setLanguage({});
      assert.equal(await words(), english);
    } finally {
      await setLanguage(null);
    }
    assert.equal(await words(), english);
  });

  test("refuses what is no language, and keeps the one before", async () => {
    const english = await words();
    for (const wrong of ["zh", 1, { a: 1 }]) await assert.rejects(setLanguage(wrong), TypeError);
    assert.equal(await words(), english);
  });

  test("takes the languages of the package", async () => {
    const english = await words();
    for (const name of readdirSync(new URL("languages/", DIST))) {
      const { core } = JSON.parse(readFileSync(new URL(`languages/${name}`, DIST), "utf8"));
      await setLanguage(core);
      assert.notEqual(await words(), english, name);
    }
    await setLanguage(null);
  });
});

test("toText writes a message as plain words", async () => {
  const { verdict } = await diagnose(ENV, { now: NOW + 86_400_000 });
  assert.match(toText(verdict.message), /^The token expired 18 h 2 min ago/);
});

describe("mint and repair", () => {
  const pair = { key: "APItestkey12345", secret: "FAKEsecretFAKEsecretFAKEsecretFAKEsecretFAKE1234" };
  const claims = { sub: "alice", video: { roomJoin: true, room: "my-room" } };
  const paste = (/** @type {string} */ token) => `LIVEKIT_API_KEY=${pair.key}\nLIVEKIT_API_SECRET=${pair.secret}\n${token}`;

  test("make a token that is accepted, for 15 minutes by default", async () => {
    const token = await mint(claims, pair, { now: NOW });
    const report = await diagnose(paste(token), { now: NOW });
    assert.equal(report.verdict.outcome, "accepts");
    assert.equal(report.tokens[0].exp, NOW / 1000 + 900);
    const short = await mint(claims, pair, { now: NOW, ttl: 60 });
    assert.equal((await diagnose(short, { now: NOW })).tokens[0].exp, NOW / 1000 + 60);
  });

  test("make right what has expired, and say what was changed", async () => {
    const token = await mint(claims, pair, { now: NOW });
    const later = NOW + 3_600_000;
    const repaired = await repair(paste(token), { now: later });
    assert.deepEqual(repaired.changes, [{ claim: "exp", was: String(NOW / 1000 + 900), is: String(later / 1000 + 900), why: "expired" }]);
    assert.equal((await diagnose(paste(repaired.token), { now: later })).verdict.outcome, "accepts");
  });

  test("say why they make none, and work afterwards", async () => {
    await assert.rejects(mint({ video: claims.video }, pair, { now: NOW }), { name: "NotMade", message: /^LiveKit would refuse this token: it has no identity/ });
    await assert.rejects(repair("nothing", { now: NOW }), { name: "NotMade", message: "Paste a whole token to repair." });
    for (const wrong of [{}, { key: 1, secret: "" }, null]) {
      await assert.rejects(mint(claims, /** @type {any} */ (wrong), { now: NOW }), { name: "TypeError" });
    }
    await assert.rejects(mint(/** @type {any} */ (undefined), pair, { now: NOW }), { name: "TypeError" });
    await assert.rejects(mint(claims, pair, { now: NaN }), { name: "TypeError", message: /^options\.now: / });
    await assert.rejects(mint(claims, { key: pair.secret, secret: pair.key }, { now: NOW }), { name: "NotMade", message: "The API key looks like a secret, which every token would show." });
    await assert.rejects(mint({ ...claims, iat: NOW / 1000 + 3 * 86_400 }, pair, { now: NOW }), { name: "NotMade", message: "LiveKit would refuse this token: its iat is in the future." });
    assert.match(await mint(claims, pair), /^eyJ/);
  });
});

describe("sanitize", () => {
  test("makes a copy that is safe to share, and says what it removed", async () => {
    const { text, removed, notLookedAt } = await sanitize(ENV);
    const secret = ENV.match(/SECRET=(\S+)/)[1];
    assert.ok(!text.includes(secret) && text.includes("LIVEKIT_API_SECRET=<secret.1>"));
    assert.deepEqual(removed.map(({ kind, label, count }) => [kind, label, count]).sort(), [["secret", "<secret.1>", 1], ["signature", "<signature.1>", 1]]);
    assert.deepEqual(notLookedAt, []);
    assert.deepEqual(await sanitize(text), { text, removed: [], notLookedAt: [] });
    assert.equal((await sanitize(null)).text, "null");
    const line = "identity=carol-17 from 203.0.113.7";
    assert.equal((await sanitize(line)).text, line);
    assert.equal((await sanitize(line, { identities: true, addresses: true })).text, "identity=<identity.1> from <address.1>");
    await assert.rejects(sanitize(line, { identities: /** @type {any} */ ("yes") }), { name: "TypeError", message: /options\.identities/ });
  });
});

describe("diagnoseFile", () => {
  const token = ENV.match(/eyJ\S+/)[0];
  const log = `2026-11-24T10:41:07Z GET /rtc?access_token=${token}\n2026-11-25T10:41:07Z GET /rtc?access_token=${token}\n`;
  const bytes = new TextEncoder().encode(log);
  const parts = [bytes.slice(0, 100), bytes.slice(100)];

  test("reads blobs, streams of the web and of Node.js, gzip or not, and chunks of any size", async () => {
    const expected = await diagnoseFile(new Blob([log]));
    assert.match(expected.message, /^2 uses of 1 token, 1 refused: 1 expired when used, median \d+ h/);
    assert.deepEqual(expected.rows.map(({ line, outcome, cause }) => [line, outcome, cause]), [[1, "accepts", null], [2, "refuses", "expired"]]);
    assert.ok(!JSON.stringify(expected).includes(token.split(".")[2]));
    for (const source of [
      new Blob([gzipSync(log)]), new Blob(parts).stream(), Readable.from(parts), Readable.from([log]), parts,
      Array.from(bytes, (_, at) => bytes.subarray(at, at + 1)), Array.from(gzipSync(log), (byte) => Uint8Array.of(byte)),
    ]) assert.deepEqual(await diagnoseFile(source), expected);
  });

  test("tells its progress, and ends when it is told to", async () => {
    const told = [];
    await diagnoseFile(parts, { now: NOW, onProgress: (progress) => told.push(progress) });
    assert.equal(told.at(-1).bytes, bytes.length);
    const controller = new AbortController();
    const reading = diagnoseFile(parts, { signal: controller.signal, onProgress: () => controller.abort(new Error("enough")) });
    await assert.rejects(reading, /enough/);
    await assert.rejects(diagnoseFile(parts, { signal: AbortSignal.abort() }), { name: "AbortError" });
  });

  test("says that gzip is cut off, and passes the faults of a source on", async () => {
    const packed = gzipSync(log.repeat(200) + Array.from({ length: 3000 }, (_, at) => at * 7919 % 10007).join());
    const { notes, uses } = await diagnoseFile(new Blob([packed.subarray(0, -500)]));
    assert.deepEqual(notes, ["the gzip is cut off, damaged or has several parts: only its beginning is read"]);
    assert.ok(uses > 0);
    const failing = async function* failing() { yield bytes; throw new Error("disk"); };
    await assert.rejects(diagnoseFile(failing()), /disk/);
    await assert.rejects(diagnoseFile(new Blob([log]), { now: NaN }), { name: "TypeError", message: /^options\.now: / });
  });
});
