import { expect, test } from "vitest";
import { e164 } from "./countries";

test.each([
  ["IN", "00000 00001", "+910000000001"],
  ["IN", "000-000 0001", "+910000000001"],
  ["IN", "0 00000 00001", "+910000000001"],
  ["IN", "००००० ००००१", null],
  ["US", "(000) 000-0001", "+10000000001"],
  ["IN", " +91 00000 00001 ", "+910000000001"],
  ["US", "+91 00000 00001", "+910000000001"],
  ["IN", "", null],
  ["IN", "12", null],
  ["IN", "98765 4321O", null],
  ["IN", "+91", null],
  ["IN", "1234567890123456", null],
] as const)("%s %s is %s", (country, typed, number) => {
  expect(e164(country, typed)).toBe(number);
});
