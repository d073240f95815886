// The places of instants in the picture of a token's validity.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { askedAt, needleScale, scale, spread } from "../../../www/timeline.js";

describe("scale", () => {
  const instants = [1_000_000, 1_000_060, 1_021_600, 1_000_060, 4_000_000];
  const { place, instant } = scale(instants);

  test("goes from 0 to 1 in the order of time", () => {
    const places = [...instants].sort((one, other) => one - other).map(place);
    assert.equal(places[0], 0);
    assert.equal(places.at(-1), 1);
    assert.deepEqual(places, [...places].sort((one, other) => one - other));
  });

  test("shows a minute next to a month", () => assert.ok(place(1_000_060) - place(1_000_000) > 0.05));

  test("comes back from a place to its instant, to the second", () => {
    for (let at = 1_000_000; at <= 4_000_000; at += 9_973) assert.equal(instant(place(at)), at);
  });

  test("stops at its ends", () => {
    assert.deepEqual([place(0), place(1e10), instant(-1), instant(2)], [0, 1, 1_000_000, 4_000_000]);
  });
});

describe("needleScale", () => {
  const asked_at = { earliest: 5_000, latest: 5_000, assumed: false };
  const report = (token) => ({ tokens: [{ iat: null, nbf: null, exp: null, ...token }], asked_at });

  test("reaches three minutes beyond the validity of a token", () => {
    const { instant } = needleScale(report({ nbf: 1_000, exp: 9_000 }), 5_000, null);
    assert.deepEqual([instant(0), instant(1)], [820, 9_180]);
  });

  test("leaves out instants beyond the calendar", () => {
    const { instant } = needleScale(report({ nbf: 1_000, exp: 1e300 }), 5_000, null);
    assert.deepEqual([instant(0), instant(1)], [820, 5_000]);
  });

  test("stays the same while the needle moves", () => {
    const life = report({ nbf: 1_000, exp: 9_000 });
    const moved = { ...life, asked_at: { earliest: 9_999, latest: 9_999, assumed: false } };
    assert.equal(needleScale(moved, 5_000, { at: 9_999, read: asked_at }).place(5_000), needleScale(life, 5_000, null).place(5_000));
    assert.equal(askedAt(life, null), 5_000);
    assert.equal(askedAt(life, { at: 7, read: asked_at }), 7);
  });
});

describe("spread", () => {
  const label = 140;
  const marks = (...instants) => instants.map((at) => ({ name: String(at), at, until: at, above: true }));
  const places = (width, ...instants) => spread(marks(...instants), (at) => at, width).map(({ at }) => at);

  test("leaves labels at their marks if there is room", () => assert.deepEqual(places(800, 100, 400, 700), [100, 400, 700]));

  test("moves labels that would overlap", () => {
    const [first, second, third] = places(800, 400, 401, 402);
    assert.ok(second - first >= label && third - second >= label);
  });

  test("keeps labels inside the picture", () => {
    const all = places(500, 0, 499, 500);
    assert.equal(all[0], label / 2);
    assert.equal(all[2], 500 - label / 2);
    assert.ok(all[2] - all[1] >= label);
  });

  test("a label of an interval is at its middle", () => {
    const [{ at }] = spread([{ name: "asked", at: 200, until: 300, above: true }], (at) => at, 800);
    assert.equal(at, 250);
  });
});
