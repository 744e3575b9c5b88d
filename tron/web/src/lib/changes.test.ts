import { expect, test } from "vitest";
import { changed, merged, same } from "./changes";

test("values of JSON are compared by what they say", () => {
  expect(same({ a: [1, { b: "x" }] }, { a: [1, { b: "x" }] })).toBe(true);
  expect(same([1, 2], [2, 1])).toBe(false);
  expect(same([], {})).toBe(false);
  expect(same(Number.NaN, Number.NaN)).toBe(true);
  expect(same({ a: undefined }, {})).toBe(true);
  expect(same(null, {})).toBe(false);
});

test("the names that differ come in the form's order", () => {
  expect(changed({ a: 1, b: [1], c: "x" }, { a: 2, b: [1], c: "y" })).toEqual(["a", "c"]);
});

test("merging keeps what I changed and takes everything else from them", () => {
  const base = { name: "Ananya", tone: "formal", speed: 1 };
  const mine = { ...base, name: "Rohan", tone: "casual" };
  const theirs = { ...base, tone: "friendly", speed: 2 };
  expect(merged(base, mine, theirs)).toEqual({ name: "Rohan", tone: "casual", speed: 2 });
});
