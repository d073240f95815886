// How a message is split into paragraphs and blocks to copy.
import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "./source.mjs";

const { lines, withoutCode } = await source("lines.ts");

const text = (text) => ({ kind: "text", text });
const code = (text) => ({ kind: "code", text });

test("a message without line ends is one line", () => {
  assert.deepEqual(lines([text("Set "), code("exp"), text(".")]), [[text("Set "), code("exp"), text(".")]]);
});

test("line ends in words separate lines", () => {
  assert.deepEqual(lines([text("one\ntwo")]), [[text("one")], [text("two")]]);
});

test("code with line ends has a line of its own", () => {
  assert.deepEqual(lines([text("Run"), code("a\nb"), text("then")]), [[text("Run")], [code("a\nb")], [text("then")]]);
});

test("final code after a colon has one too, and no other code", () => {
  assert.deepEqual(lines([text("Set it: "), code("date")]), [[text("Set it: ")], [code("date")], []]);
  assert.deepEqual(lines([text("Set it: "), code("date"), text(".")]), [[text("Set it: "), code("date"), text(".")]]);
});

test("announced code makes room for snippets, and its sentence ends", () => {
  assert.deepEqual(withoutCode([text("Add it: "), code("a()")]), [text("Add it: ")]);
  assert.deepEqual(withoutCode([text("Add it: "), code("a()"), text(". Or not.")]), [text("Add it"), text(". Or not.")]);
  // As Chinese and Japanese write it.
  assert.deepEqual(lines([text("加上："), code("a()")]), [[text("加上：")], [code("a()")], []]);
  assert.deepEqual(withoutCode([text("加上："), code("a()"), text("。")]), [text("加上"), text("。")]);
  const other = [text("Use "), code("a"), text(", not "), code("b"), text(".")];
  assert.deepEqual(withoutCode(other), other);
});
