import { expect, test } from "vitest";
import { axisTop } from "./axis";

test.each([
  [0, 4],
  [3, 4],
  [4, 4],
  [5, 8],
  [9, 20],
  [41, 80],
  [371, 400],
  [1201, 2000],
])("values up to %d are drawn on an axis up to %d", (most, top) => expect(axisTop(most)).toBe(top));
