import { expect, test } from "vitest";
import { seriesOf } from "./series";

test.each([
  ["+911400000001", "140"],
  ["+911600000001", "1600"],
  ["+911601000001", null],
  ["+91140000000", null],
  ["+9116000000011", null],
  ["+910000000001", null],
  ["+12025550190", null],
  ["1400000001", null],
])("%s is of the series %s", (number, series) => {
  expect(seriesOf(number)).toBe(series);
});
