import assert from "node:assert/strict";
import { test } from "node:test";
import { chunk } from "./index.js";

test("items come in chunks of the given size, and the rest in the last", () => {
  assert.deepEqual(chunk([1, 2, 3, 4, 5], 2), [[1, 2], [3, 4], [5]]);
});

test("a size beyond the number of items gives one chunk", () => {
  assert.deepEqual(chunk(["a", "b"], 10), [["a", "b"]]);
});

test("no items give no chunks", () => {
  assert.deepEqual(chunk([], 3), []);
});

test("the given array stays as it was", () => {
  const items = Object.freeze([1, 2, 3]);

  chunk(items, 2);

  assert.deepEqual(items, [1, 2, 3]);
});

for (const size of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
  test(`a size of ${size} is refused`, () => {
    assert.throws(() => chunk([1], size), RangeError);
  });
}
