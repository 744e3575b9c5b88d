import { expect, test } from "vitest";
import { outline } from "./peaks";

test("an outline keeps the loudest of each slice, both channels on one scale", () => {
  const caller = Float32Array.from([0, 0.1, -0.25, 0, 0.05]);
  const agent = Float32Array.from([0.5, -0.1, 0, 0, 0]);
  const [left, right] = outline([caller, agent], 2);
  expect([...(left ?? [])].map((peak) => Math.round(peak * 100))).toEqual([20, 50, 10]);
  expect([...(right ?? [])].map((peak) => Math.round(peak * 100))).toEqual([100, 0, 0]);
});

test("silence stays silence", () => {
  const [only] = outline([Float32Array.from([0.001, 0, 0.001])], 3);
  expect(Math.max(...(only ?? [1]))).toBeLessThan(0.05);
});
