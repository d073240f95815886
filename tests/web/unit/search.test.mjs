// The search of the documentation.
import assert from "node:assert/strict";
import { test } from "node:test";
import { search } from "../../../www/search.js";

const entry = (title, texts = [], text = "") => ({ title, address: `${title}.html`, kind: "finding", texts, text });
const ENTRIES = [
  entry("Privacy", [], "nothing leaves the page, expired or not"),
  entry("token is expired", ["token is expired"]),
  entry("invalid API key: devkey", ["invalid API key: devkey"]),
  entry("invalid API key", ["invalid API key"]),
];
const titles = (query) => search(ENTRIES, query).map(({ title }) => title);

test("all words must be there, in any case and order; a title counts more than a text", () => {
  assert.deepEqual(titles("Expired"), ["token is expired", "Privacy"]);
  assert.deepEqual(titles("KEY api"), ["invalid API key: devkey", "invalid API key"]);
  assert.deepEqual(titles("expired key"), []);
});

test("a line of a log finds the longest text in it first", () => {
  assert.deepEqual(titles("10:41:07 ERROR invalid API key: devkey, status 401"), ["invalid API key: devkey", "invalid API key"]);
});

test("nothing is found for nothing", () => {
  assert.deepEqual(titles("  "), []);
});
