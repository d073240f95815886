// The places of instants in the picture of a token's validity.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { source } from "./source.mjs";

const { scale } = await source("scale.ts");
const leeway = 60;

describe("scale", () => {
  const life = { start: 1_000_000, end: 4_000_000, leeway };
  const { place, instant } = scale(life, []);

  test("goes from 0 to 1 in the order of time", () => {
    const places = [0, 999_940, 1_000_000, 1_000_060, 4_000_000, 4_000_060, 1e9].map(place);
    assert.equal(places[0], 0);
    assert.equal(places.at(-1), 1);
    assert.deepEqual(places, [...places].sort((one, other) => one - other));
  });

  test("is linear within the validity", () => {
    const [start, quarter, middle, end] = [1_000_000, 1_750_000, 2_500_000, 4_000_000].map(place);
    assert.ok(Math.abs(middle - (start + end) / 2) < 1e-9 && Math.abs(quarter - (start + middle) / 2) < 1e-9);
  });

  test("shows the leeway of a minute next to a month", () => assert.ok(place(4_000_060) - place(4_000_000) > 0.05));

  test("comes back from a place to its instant, to the second", () => {
    for (let at = 999_820; at <= 4_000_180; at += 9_973) assert.equal(instant(place(at)), at);
  });

  test("stops at its ends, three minutes beyond the validity", () => {
    assert.deepEqual([instant(-1), instant(0), instant(1), instant(2)], [999_820, 999_820, 4_000_180, 4_000_180]);
  });

  test("contains every other instant, and says where time is drawn shorter than it is", () => {
    const far = scale(life, [500, 5_000_000]);
    assert.deepEqual([far.place(500), far.place(5_000_000), far.broken], [0, 1, [true, true]]);
    assert.deepEqual(scale(life, [2_000_000]).broken, [false, false]);
  });

  test("is open where a token has no start or no end", () => {
    const noStart = scale({ start: null, end: 9_000, leeway }, [8_000]);
    assert.ok(noStart.place(8_000) > 0.1 && noStart.place(8_000) < noStart.place(9_000));
    const noEnd = scale({ start: 9_000, end: null, leeway }, [9_100]);
    assert.ok(noEnd.place(9_100) > noEnd.place(9_000) && noEnd.place(9_100) < 0.9);
  });

  test("keeps the order of a token that ends before it begins", () => {
    const { place, instant } = scale({ start: 9_000, end: 1_000, leeway }, [5_000]);
    assert.ok(place(1_000) < place(5_000) && place(5_000) < place(9_000));
    assert.equal(instant(place(5_000)), 5_000);
  });
});
