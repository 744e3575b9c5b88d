import { expect, test } from "vitest";
import { AudioProblem, missingSupport, toAudioProblem } from "./problem";

test.each([
  ["NotAllowedError", "refused"],
  ["NotFoundError", "no_microphone"],
  ["OverconstrainedError", "no_microphone"],
  ["NotReadableError", "in_use"],
  ["TypeError", "failed"],
])("%s is %s", (name, code) => {
  expect(toAudioProblem(new DOMException("", name)).code).toBe(code);
});

test("a problem stays what it is", () => {
  const problem = new AudioProblem("insecure");
  expect(toAudioProblem(problem)).toBe(problem);
  expect(toAudioProblem("text").code).toBe("failed");
});

test("an insecure address is told before a missing device", () => {
  const complete = { isSecureContext: true, navigator: { mediaDevices: {} }, AudioWorkletNode: {} };
  expect(missingSupport(complete)).toBeUndefined();
  expect(missingSupport({ ...complete, isSecureContext: false, navigator: {} })?.code).toBe("insecure");
  expect(missingSupport({ ...complete, navigator: {} })?.code).toBe("unsupported");
  expect(missingSupport({ ...complete, AudioWorkletNode: undefined })?.code).toBe("unsupported");
});
