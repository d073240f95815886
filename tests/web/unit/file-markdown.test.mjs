// A file as Markdown.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { source } from "./source.mjs";

const { markdownOfFile } = await source("file-markdown.ts");

const AT = Date.UTC(2026, 10, 24, 10, 25, 47) / 1000;
const row = (given = {}) => ({ index: 0, line: 1, place: 0, at: AT, token: 0, outcome: "refuses", cause: "expired", label: "expired when used", status: null, key: "APIone", identity: "alice", room: "lobby", minter: null, expired_for: 60, ...given });
const group = (given = {}) => ({ outcome: "refuses", cause: "expired", label: "expired when used", key: "APIone", minter: null, count: 1234, first: AT, last: AT + 60, ...given });
const summary = (given = {}) => ({ message: "2 tokens, 1 refused.", groups: [group()], notes: [], isDamaged: false, more_rows: 0, uses: 2, tokens: 2, strip: null, ...given });

/** The cells of the lines of all tables, cut where GitHub cuts them. */
function cells(text) {
  return text.split("\n").filter((line) => line.startsWith("|")).map((line) => line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim()));
}

describe("a file as Markdown", () => {
  test("has the sentence, the groups and the first rows", () => {
    const text = markdownOfFile("server.log", summary({ notes: ["1 API secret is in the file"], isDamaged: true }), { rows: [row()], matching: 3 });
    assert.match(text, /^\*\*2 tokens, 1 refused\.\*\*\n\nFile: `server\.log`\n\n- 1 API secret is in the file\.\n- The gzip is cut off, damaged or has several parts: only its beginning is read\.\n/);
    assert.deepEqual(cells(text), [
      ["Tokens", "Result", "API key", "SDK", "First", "Last"], ["---:", "---", "---", "---", "---", "---"],
      ["1,234", "expired when used", "`APIone`", "", "2026-11-24 10:25:47 UTC", "2026-11-24 10:26:47 UTC"],
      ["Line", "Time", "Result", "Identity", "Room", "API key"], ["---:", "---", "---", "---", "---", "---"],
      ["1", "2026-11-24 10:25:47 UTC", "expired when used", "`alice`", "`lobby`", "`APIone`"],
    ]);
    assert.match(text, /\n… and 2 more rows\n/);
  });

  test("keeps what was in the file in its cell, and as code", () => {
    for (const identity of ["a|b", "a\\|b", "`x` | ``y``", "![x](https://example.com)", "a\nb\r\n| c |", "<script>", "|", "`"]) {
      const text = markdownOfFile("x|y.log", summary(), { rows: [row({ identity, at: null, key: null })], matching: 1 });
      const [, , , , , line] = cells(text);
      assert.equal(line.length, 6, identity);
      assert.match(line[3], /^(`+).*[^`]?\1$/s, identity);
      assert.equal(text.split("\n").filter((one) => one.startsWith("|")).length, 6);
    }
  });

  test("says so of a file without tokens", () => {
    assert.match(markdownOfFile("x", summary({ message: "The file has no token.", groups: [] }), { rows: [], matching: 0 }), /^\*\*The file has no token\.\*\*/);
  });
});
