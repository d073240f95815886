// The list of the page's messages, and the translations of it.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { describe, test } from "node:test";
import { faultsOf, inSources, pageMessages } from "../../../www/messages.mjs";

const FOLDER = new URL("../../../www/languages/", import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, FOLDER), "utf8"));
/** The English lists have the same ending. */
const LISTS = ["core.json", "page.json"];

test("every message in the sources is a literal", () => {
  assert.deepEqual(inSources().faults, []);
});

test("the list is that of the sources: node www/messages.mjs writes it", () => {
  const messages = pageMessages();
  assert.ok(messages.length > 300);
  assert.deepEqual(read("page.json"), messages);
});

test("a wrong translation is found", () => {
  const messages = ["Set `exp` to {0}", "Close"];
  assert.deepEqual(faultsOf(messages, { "Set `exp` to {0}": "{0}: `exp`", Close: "Zu" }), []);
  assert.deepEqual(faultsOf(messages, { "Set `exp` to {0}": "`exp`", Close: " ", Open: "Auf" }), ["not a message of the page: Open", "other holes or other code: Set `exp` to {0}", "empty: Close"]);
  assert.deepEqual(faultsOf(messages, { "Set `exp` to {0}": "`nbf` {0}" }), ["missing: Close", "other holes or other code: Set `exp` to {0}"]);
});

describe("a translation", () => {
  for (const name of readdirSync(FOLDER).filter((file) => !LISTS.includes(file))) {
    test(`${name} has a tag, a name and every message of the page`, () => {
      const { name: own, page } = read(name);
      const [tag] = name.split(".json");
      assert.deepEqual(Intl.getCanonicalLocales(tag), [tag]);
      assert.ok(own.length > 0);
      assert.deepEqual(faultsOf(read("page.json"), page), []);
    });
  }
});
