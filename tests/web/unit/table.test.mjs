// The rows of a file: filtered, sorted and saved.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { source } from "./source.mjs";

const { Table } = await source("table.ts");

const AT = Date.UTC(2026, 10, 24, 10, 25, 47) / 1000;
const row = (line, given = {}) => ({ line, place: line * 100, at: AT + line, token: line, outcome: "accepts", cause: null, status: null, key: "APIone", identity: "alice", room: "lobby", minter: null, expired_for: null, ...given });
const ROWS = [
  row(1),
  row(2, { outcome: "refuses", cause: "expired", identity: "bob", expired_for: 60.5, status: 401 }),
  row(3, { at: null, identity: null }),
  row(4, { outcome: "refuses", cause: "expired", identity: "Anna", expired_for: 5 }),
];
const group = (of, label) => ({ outcome: of.outcome, cause: of.cause, key: of.key, minter: of.minter, label, count: 2, first: null, last: null });
const strip = { start: AT, interval: 2, slots: [], began: null, most: null, untimed: 1 };
const table = new Table({ strip, rows: ROWS, groups: [group(ROWS[1], "expired when used"), group(ROWS[0], "accepted")] });
const query = (given = {}) => ({ text: "", group: null, slot: null, column: "line", down: false, count: 10, ...given });
const lines = (given) => table.show(query(given)).rows.map(({ line }) => line);

describe("rows", () => {
  test("are filtered by all words, in any column and any case", () => {
    assert.deepEqual(lines({ text: "EXPIRED apione" }), [2, 4]);
    assert.deepEqual(lines({ text: "2026-11-24t10:25:48" }), [1]);
    assert.deepEqual(lines({ text: "401" }), [2]);
    assert.deepEqual(lines({ text: "nobody" }), []);
    // A sign of a regular expression is only a sign.
    assert.deepEqual(lines({ text: ".*" }), []);
  });

  test("are those of one group", () => {
    assert.deepEqual(lines({ group: 0 }), [2, 4]);
    assert.deepEqual(lines({ group: 1, text: "alice" }), [1]);
  });

  test("are those of one interval: from its beginning on, and not at its end", () => {
    assert.deepEqual(lines({ slot: 0 }), [1]);
    assert.deepEqual(lines({ slot: 1 }), [2]);
    assert.deepEqual(lines({ slot: 2, group: 0 }), [4]);
    assert.deepEqual(lines({ slot: 3 }), []);
  });

  test("are sorted by a column, both ways, and what is missing comes last", () => {
    assert.deepEqual(lines({ down: true }), [4, 3, 2, 1]);
    assert.deepEqual(lines({ column: "at" }), [1, 2, 4, 3]);
    assert.deepEqual(lines({ column: "at", down: true }), [4, 2, 1, 3]);
    assert.deepEqual(lines({ column: "label" }), [1, 3, 2, 4]);
    // The file itself is not sorted by that.
    assert.deepEqual(lines({}), [1, 2, 3, 4]);
  });

  test("are the first of those that match, with their words", () => {
    const { rows, matching } = table.show(query({ group: 0, count: 1 }));
    assert.equal(matching, 2);
    assert.deepEqual(rows, [{ ...ROWS[1], index: 1, label: "expired when used" }]);
    assert.equal(table.row(3), table.row(3));
    assert.equal(table.row(4), undefined);
  });
});

describe("a saved table", () => {
  test("is CSV that spreadsheets do not calculate", () => {
    const odd = new Table({ rows: [row(1, { identity: '=HYPERLINK("http://x")', room: "a,\nb", key: "-1" })], groups: [] });
    assert.equal(odd.save(query(), "csv"), 'line,at,outcome,cause,status,key,identity,room,minter,expired_for,token\n1,2026-11-24T10:25:48.000Z,accepts,,,\'-1,"\'=HYPERLINK(""http://x"")","a,\nb",,,1\n');
  });

  test("is NDJSON with the same members, and has the rows that match in their order", () => {
    const saved = table.save(query({ group: 0, down: true, count: 1 }), "ndjson").trimEnd().split("\n").map((line) => JSON.parse(line));
    assert.deepEqual(saved.map(({ line }) => line), [4, 2]);
    assert.deepEqual(saved[1], { line: 2, at: "2026-11-24T10:25:49.000Z", outcome: "refuses", cause: "expired", status: 401, key: "APIone", identity: "bob", room: "lobby", minter: null, expired_for: 60.5, token: 2 });
  });
});
