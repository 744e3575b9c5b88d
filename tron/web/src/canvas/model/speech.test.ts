import { expect, test } from "vitest";
import { heard, MOST_LETTERS, playable, secondsOf } from "./speech";

test.each([
  ["Hello {{contact_name}}.", "Hello contact name."],
  ["Pay {{ order.items.0.price | inr }} by {{due | default('Friday') | date}}.", "Pay price by Friday."],
  ['{{name|default("जी")}} नमस्ते', "जी नमस्ते"],
  ["Two\n\n lines", "Two lines"],
  ["{{ 0 }}", ""],
])("%s is heard as %s", (text, said) => {
  expect(heard(text)).toBe(said);
});

test("a text takes time by its letters and the speed", () => {
  expect(secondsOf("x".repeat(140), 1)).toBe(10);
  expect(secondsOf("x".repeat(140), 2)).toBe(5);
  expect(secondsOf("Hi", 1)).toBe(0.4);
  expect(secondsOf("  ", 1)).toBe(0);
});

test("a long text is played up to the last sentence that fits", () => {
  const sentence = "क्या दो मिनट बात कर सकते हैं? ";
  const said = playable(sentence.repeat(100));
  expect(said.length).toBeLessThanOrEqual(MOST_LETTERS);
  expect(said.endsWith("हैं?")).toBe(true);
  expect(playable("x".repeat(2000))).toHaveLength(MOST_LETTERS);
  expect(playable("Short.")).toBe("Short.");
});
