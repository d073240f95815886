// Instants, durations and texts as the page writes them.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { source } from "./source.mjs";

const { bytes, clock, distance, duration, instant, isoTime, localTime, setMessages, toText, visible } = await source("words.ts", "language.ts");

describe("duration", () => {
  for (const [seconds, words] of [
    [0, "0 s"], [0.25, "0.3 s"], [1, "1 s"], [59.9, "59 s"], [60, "1 min"], [235, "3 min 55 s"], [600, "10 min"], [3599, "59 min"], [3600, "1 h"],
    [11_520, "3 h 12 min"], [86_400, "1 d"], [90_000, "1 d 1 h"], [1e7, "115 d"], [1e9, "31 years"], [1e12, "31,688 years"], [Infinity, "for ever"], [NaN, "for ever"],
  ]) {
    test(`${seconds} s is ${words}`, () => assert.equal(duration(seconds), words));
  }
});

describe("instants", () => {
  test("are written in UTC", () => {
    assert.equal(isoTime(1_795_516_867.9), "2026-11-24T10:41:07");
    assert.equal(instant(1_795_516_867), "2026-11-24 10:41:07 UTC");
    assert.equal(instant(-1), "1969-12-31 23:59:59 UTC");
  });

  test("beyond the calendar are numbers", () => {
    assert.equal(isoTime(1e18), null);
    assert.equal(instant(1e18), "1000000000000000000 s since 1970");
    assert.equal(localTime(1e18), null);
  });

  test("have this machine's time too, if its time zone is not UTC", () => {
    const zone = process.env.TZ;
    try {
      for (const [name, at, words] of [
        ["UTC", 1_795_516_867, null], ["Europe/Berlin", 1_795_516_867, "11:41:07"], ["Asia/Kolkata", 1_795_516_867, "16:11:07"],
        ["Asia/Tokyo", 1_795_547_000, "2026-11-25 04:03:20"], ["America/New_York", 1_795_484_000, "2026-11-23 20:33:20"],
      ]) {
        process.env.TZ = name;
        assert.equal(localTime(at), words, name);
      }
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  test("have the time of day in UTC, and their date unless it is today", () => {
    const noon = Date.UTC(2026, 10, 24, 12) / 1000;
    assert.deepEqual([clock(noon + 3600, noon), clock(noon + 86_400, noon), clock(noon + 60 * 86_400, noon), clock(1e18, noon)],
      ["13:00", "25 Nov, 12:00", "23 Jan 2027, 12:00", "1000000000000000000 s since 1970"]);
  });

  test("have a distance from now", () => {
    assert.equal(distance(100, 100.9), "now");
    assert.equal(distance(0, 11_520), "3 h 12 min ago");
    assert.equal(distance(300, 0), "in 5 min");
  });
});

test("toText writes every kind of part as plain words", () => {
  const parts = [
    { kind: "text", text: "It expired " }, { kind: "duration", seconds: 11_520 }, { kind: "text", text: " ago, at " },
    { kind: "instant", at: 1_795_516_867 }, { kind: "text", text: ": see " }, { kind: "code", text: "exp" },
  ];
  assert.equal(toText(parts), "It expired 3 h 12 min ago, at 2026-11-24 10:41:07 UTC: see exp");
  assert.equal(toText([]), "");
});

describe("visible", () => {
  test("splits a text at invisible characters", () => {
    assert.deepEqual(visible("plain text é 日本 😀"), ["plain text é 日本 😀"]);
    assert.deepEqual(visible("a\u200bb"), ["a", "U+200B", "b"]);
    assert.deepEqual(visible("\ufeff\u202e"), ["", "U+FEFF", "", "U+202E", ""]);
    assert.deepEqual(visible("x\0"), ["x", "U+0000", ""]);
  });

  test("leaves no control and no direction character as it is", () => {
    for (const code of [0x01, 0x1b, 0x7f, 0x85, 0xad, 0x61c, 0x200e, 0x2028, 0x2066, 0xfff9]) {
      const [, shown] = visible(String.fromCharCode(code));
      assert.match(shown, /^U\+[0-9A-F]{4}$/);
    }
  });
});

describe("in another language", () => {
  const noon = Date.UTC(2026, 10, 24, 12) / 1000;
  for (const [tag, words] of Object.entries({
    de: ["3 h 12 min", "1,5 s", "31.688 Jahre", "4,2 MB", "25. Nov., 12:00", "23. Jan. 2027, 12:00", "13:00"],
    zh: ["3小时12分钟", "1.5秒", "31,688年", "4.2 MB", "11月25日 12:00", "2027年1月23日 12:00", "13:00"],
    es: ["3 h 12 min", "1,5 s", "31.688 años", "4,2 MB", "25 nov, 12:00", "23 ene 2027, 12:00", "13:00"],
  })) {
    test(`${tag}: units, numbers and dates`, () => {
      setMessages(tag, {});
      try {
        assert.deepEqual([duration(11_520), duration(1.5), duration(1e12), bytes(4_200_000), clock(noon + 86_400, noon), clock(noon + 60 * 86_400, noon), clock(noon + 3600, noon)], words);
      } finally {
        setMessages("en", {});
      }
    });
  }
});
