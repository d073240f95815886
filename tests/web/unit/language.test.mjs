// Messages and their translations.
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { source } from "./source.mjs";

const { isEnglish, language, number, pieces, plural, preferred, setMessages, t } = await source("language.ts");

beforeEach(() => setMessages("en", {}));

test("a message without a translation is English", () => {
  assert.equal(t("Copied"), "Copied");
  setMessages("de", { Copied: "Kopiert" });
  assert.deepEqual([t("Copied"), t("Close"), language(), isEnglish()], ["Kopiert", "Close", "de", false]);
  assert.equal(t("constructor"), "constructor");
});

test("holes are filled in the order of the language", () => {
  assert.equal(t("{0} of {1}", 3, "all"), "3 of all");
  setMessages("ja", { "{0} of {1}": "{1}のうち{0}" });
  assert.equal(t("{0} of {1}", 3, "all"), "allのうち3");
});

test("a value is not read as a message", () => {
  assert.equal(t("{0} and {1}", "{1}", "`x`"), "{1} and `x`");
});

test("code is taken over as it is, and a hole in it is code", () => {
  assert.equal(t("Set `{0}` to {0}", "x"), "Set {0} to x");
  assert.deepEqual(pieces("Set `exp`{0}."), [{ text: "Set " }, { code: "exp" }, { hole: 0 }, { text: "." }]);
  assert.deepEqual([pieces(""), pieces("`a"), pieces("``")], [[], [{ text: "`a" }], [{ code: "" }]]);
});

describe("plural", () => {
  const tokens = (count) => plural(count, "{0} token", "{0} tokens");

  test("counts as English does", () => {
    assert.deepEqual([0, 1, 2, 20_000].map(tokens), ["0 tokens", "1 token", "2 tokens", "20,000 tokens"]);
  });

  test("counts as the language does", () => {
    setMessages("ko", { "{0} token": "(never)", "{0} tokens": "토큰 {0}개" });
    assert.deepEqual([1, 20_000].map(tokens), ["토큰 1개", "토큰 20,000개"]);
    setMessages("pt-BR", { "{0} token": "{0} token", "{0} tokens": "{0} tokens" });
    assert.deepEqual([0, 1, 2, 20_000].map(tokens), ["0 token", "1 token", "2 tokens", "20.000 tokens"]);
  });

  test("counts as English does where the translation is missing", () => {
    setMessages("zh", {});
    assert.deepEqual([1, 2].map(tokens), ["1 token", "2 tokens"]);
  });

  test("has holes after the number", () => {
    assert.equal(plural(2, "{0} token in {1}", "{0} tokens in {1}", "the log"), "2 tokens in the log");
  });
});

test("numbers are written as the language does", () => {
  assert.equal(number(20_000), "20,000");
  setMessages("de", {});
  assert.deepEqual([number(20_000), t("{0} of {1}", 1000, "1000")], ["20.000", "1.000 of 1000"]);
});

test("rich puts elements into holes, and code between back-ticks into its own", async () => {
  const { rich } = await source("rich.tsx");
  const [set, code, to, value] = rich("Set `exp` to {0}", { type: "b" });
  assert.deepEqual([set, code.type, code.props.children, to, value.props.children], ["Set ", "code", "exp", " to ", { type: "b" }]);
});

test("the language is that of the address, or else the first of the browser that is there", () => {
  const tags = ["en", "de", "pt-BR", "zh"];
  for (const [search, preferences, tag] of [
    ["?lang=zh", ["de"], "zh"], ["?a=1&lang=PT-br", [], "pt-BR"], ["?lang=xx", ["de"], "en"], ["?lang=en", ["de"], "en"], ["?lang=", ["de"], "en"],
    ["", ["zh-TW", "en"], "zh"], ["", ["pt-PT"], "pt-BR"], ["", ["de-AT"], "de"], ["", ["en-GB", "de"], "en"], ["", ["fr-FR", "fr", "de"], "de"], ["", ["fr"], "en"], ["", [], "en"],
  ]) assert.equal(preferred(search, preferences, tags), tag, `${search} ${preferences}`);
});
