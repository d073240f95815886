// why401 in a terminal, as a process of Node, or of the runtime whose command is in WHY401_RUNTIME as JSON.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const CLI = fileURLToPath(new URL("../../dist/npm/cli.js", import.meta.url));
const ENV_FILE = fileURLToPath(new URL("../vectors/page.env", import.meta.url));
const ENV = readFileSync(ENV_FILE, "utf8");
/** @type {[string, ...string[]]} */
const RUNTIME = JSON.parse(process.env.WHY401_RUNTIME ?? JSON.stringify([process.execPath]));
const NOW = "2026-11-24T11:00:00Z";
const folder = mkdtempSync(join(tmpdir(), "why401-"));
after(() => rmSync(folder, { recursive: true }));

/** @param {string[]} words @param {string | Buffer} [input] */
function run(words, input = "") {
  const { status, stdout, stderr } = spawnSync(RUNTIME[0], [...RUNTIME.slice(1), CLI, ...words], { input, encoding: "utf8" });
  return { status, stdout, stderr };
}

/** @param {string} name @param {string | Buffer} content */
function file(name, content) {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

describe("the exit code", () => {
  test("says whether LiveKit accepts the token", () => {
    assert.equal(run(["--now", NOW, ENV_FILE]).status, 0);
    assert.equal(run(["--now=2026-11-25T11:00:00Z", ENV_FILE]).status, 1);
    assert.equal(run([], "could not establish signal connection").status, 2);
    assert.equal(run([], "").status, 2);
  });

  test("is 64 after wrong usage, with one line that says why", () => {
    for (const [words, why] of /** @type {[string[], RegExp][]} */ ([
      [["--nothing"], /no option --nothing/], [["--now", "soon"], /--now needs a time/], [["--now"], /--now needs a time/], [["--sanitize=names"], /--sanitize= needs identities/],
      [[join(folder, "absent")], /no file/], [[folder], /is a directory/],
    ])) {
      const { status, stdout, stderr } = run(words);
      assert.equal(status, 64);
      assert.match(stderr, why);
      assert.equal(stdout, "");
    }
  });
});

describe("the input", () => {
  test("is a file, several files, or standard input", () => {
    const expected = run(["--now", NOW, ENV_FILE]).stdout;
    assert.match(expected, /works/);
    assert.equal(run(["--now", NOW], ENV).stdout, expected);
    assert.equal(run(["--now", NOW, "-"], ENV).stdout, expected);
    const [token] = /** @type {RegExpMatchArray} */ (ENV.match(/eyJ\S+/));
    const two = run(["--now", NOW, file(".env", ENV.replace(token, "")), file("token.txt", token)]);
    assert.equal(two.status, 0);
  });

  test("may be gzip, UTF-16 or with line ends of Windows", () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(ENV, "utf16le")]);
    for (const content of [gzipSync(ENV), utf16, ENV.replaceAll("\n", "\r\n"), `\ufeff${ENV}`]) {
      assert.equal(run(["--now", NOW], content).status, 0);
    }
    const { status, stderr } = run([], gzipSync(ENV).subarray(0, 60));
    assert.equal(status, 2);
    assert.match(stderr, /cut off or damaged/);
  });

  test("may be bytes of any kind", () => {
    assert.equal(run([], Buffer.from(Array.from({ length: 4096 }, (_, at) => at * 7 % 256))).status, 2);
  });
});

describe("a large file", () => {
  const [token] = /** @type {RegExpMatchArray} */ (ENV.match(/eyJ\S+/));
  const line = (/** @type {number} */ at) => `${new Date(Date.parse(NOW) + at * 1000).toISOString()} GET /rtc?access_token=${token}\n`;
  const log = Array.from({ length: 30 }, (_, at) => line(at * 86_400)).join("");

  test("is told in one sentence and in groups, and its tokens decide the exit code", () => {
    for (const content of [log, gzipSync(log), `${"filler\n".repeat(400_000)}${log}`, Buffer.from(`\ufeff${log}`, "utf16le")]) {
      const { status, stdout, stderr } = run([], content);
      assert.match(stdout, /^30 uses of 1 token, 29 refused: 29 expired when used, median \d+ days; it began at 2026-11-25 /);
      assert.match(stdout, / 29 {2}refuses, expired/);
      assert.equal(status, 1);
      assert.equal(stderr, "");
    }
    assert.equal(run([], line(0).repeat(25)).status, 0);
  });

  test("is the overview with --json, without signatures", () => {
    const { stdout } = run(["--json"], log);
    const { message, groups, rows } = JSON.parse(stdout);
    assert.match(message, /^30 uses of 1 token/);
    assert.equal(groups.length, 2);
    assert.equal(rows[29].line, 30);
    assert.ok(!stdout.includes(/** @type {string} */ (token.split(".")[2])));
  });

  test("may be cut off", () => {
    const { stdout, stderr } = run([], gzipSync(`${log}${"x".repeat(2_000_000)}`).subarray(0, -40));
    assert.match(stdout, /^30 uses of 1 token/);
    assert.match(stderr, /cut off or damaged/);
  });
});

describe("the output", () => {
  test("is plain text where no terminal reads it, and holds neither secret nor signature", () => {
    const secret = /** @type {RegExpMatchArray} */ (ENV.match(/SECRET=(\S+)/))[1];
    const signature = /** @type {RegExpMatchArray} */ (ENV.match(/eyJ\S+\.(\S+)/))[1];
    for (const words of [[], ["--json"]]) {
      const { stdout } = run(["--now", NOW, ...words], ENV);
      assert.doesNotMatch(stdout, /\u001b/);
      assert.ok(!stdout.includes(/** @type {string} */ (secret)) && !stdout.includes(/** @type {string} */ (signature)));
    }
  });

  test("is the report with --json", () => {
    const report = JSON.parse(run(["--json", "--now", NOW], ENV).stdout);
    assert.equal(report.verdict.outcome, "accepts");
  });

  test("is a copy that is safe to share with --sanitize, and what was removed on standard error", () => {
    const secret = /** @type {RegExpMatchArray} */ (ENV.match(/SECRET=(\S+)/))[1];
    const signature = /** @type {RegExpMatchArray} */ (ENV.match(/eyJ\S+\.(\S+)/))[1];
    const { status, stdout, stderr } = run(["--sanitize"], ENV);
    assert.equal(status, 0);
    assert.equal(stdout, ENV.replaceAll(/** @type {string} */ (secret), "<secret.1>").replaceAll(/** @type {string} */ (signature), "<signature.1>"));
    assert.match(stderr, /<secret\.1> {2}secret, once/);
    const { removed } = JSON.parse(run(["--sanitize", "--json"], ENV).stdout);
    assert.deepEqual(removed.map((/** @type {{ kind: string }} */ { kind }) => kind).sort(), ["secret", "signature"]);
    assert.match(run(["--sanitize"], stdout).stderr, /Nothing had to be removed/);
  });

  test("is a copy without names and addresses where that is asked for", () => {
    const line = "GET /rtc?identity=carol-17 from 203.0.113.7:443\n";
    const copy = (/** @type {string[]} */ ...words) => run(words, line).stdout;
    assert.equal(copy("--sanitize"), line);
    assert.equal(copy("--sanitize=identities"), "GET /rtc?identity=<identity.1> from 203.0.113.7:443\n");
    assert.equal(copy("--sanitize=addresses"), "GET /rtc?identity=carol-17 from <address.1>:443\n");
    assert.equal(copy("--sanitize=identities,addresses"), "GET /rtc?identity=<identity.1> from <address.1>:443\n");
  });

  test("is the usage with --help", () => {
    const { status, stdout } = run(["--help"]);
    assert.equal(status, 0);
    assert.match(stdout, /^Usage: why401/);
  });
});
