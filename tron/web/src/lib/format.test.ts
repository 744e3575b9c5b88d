import { describe, expect, test } from "vitest";
import { duration, languageName, number, phone, scriptOf, when } from "./format";

describe("figures", () => {
  test("are grouped in lakhs, with Latin digits in Hindi too", () => {
    expect(number(124500, "en")).toBe("1,24,500");
    expect(number(124500, "hi")).toBe("1,24,500");
    expect(number(0.456, "en", 1)).toBe("0.5");
  });

  test.each([
    [0, "0:00"],
    [192.9, "3:12"],
    [3725, "1:02:05"],
    [-4, "0:00"],
  ])("%d seconds are %s", (seconds, text) => expect(duration(seconds)).toBe(text));
});

describe("times", () => {
  const now = new Date(2026, 1, 12, 14, 40);

  test("of today are a clock time, of other days carry the day", () => {
    expect(when(new Date(2026, 1, 12, 4, 5).toISOString(), "en", now)).toBe("04:05");
    expect(when(new Date(2026, 1, 11, 23, 59).toISOString(), "en", now)).toBe("11 Feb, 23:59");
  });

  test("that are no dates become a dash", () => expect(when("soon", "en", now)).toBe("–"));
});

test("phone numbers are grouped, unknown ones kept", () => {
  expect(phone("+910000000001")).toBe("+91 00000 00001");
  expect(phone("+12025550123")).toBe("+12025550123");
});

test("languages have names, garbage stays", () => {
  expect(languageName("hi-IN", "en")).toBe("Hindi (India)");
  expect(languageName("??", "en")).toBe("??");
});

test("Devanagari is recognised", () => {
  expect(scriptOf("लक्ष्मी अय्यर")).toBe("hi");
  expect(scriptOf("Lakshmi")).toBeUndefined();
});
