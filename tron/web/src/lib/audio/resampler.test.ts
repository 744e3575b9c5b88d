import { describe, expect, test } from "vitest";
import { Resampler } from "./resampler";

const SECONDS = 0.5;

function tone(frequency: number, rate: number): Float32Array {
  return Float32Array.from({ length: rate * SECONDS }, (_, index) =>
    Math.sin((2 * Math.PI * frequency * index) / rate),
  );
}

/** Through the resampler in pieces of 128, as a worklet gets them. */
function resampled(input: Float32Array, from: number, to: number): Float32Array {
  const resampler = new Resampler(from, to);
  const pieces: number[] = [];
  for (let at = 0; at < input.length; at += 128) pieces.push(...resampler.process(input.subarray(at, at + 128)));
  return Float32Array.from(pieces);
}

/** How strong a frequency is in the middle of the sound: 1 for a full tone. */
function strength(samples: Float32Array, frequency: number, rate: number): number {
  const middle = samples.subarray(samples.length >> 2, (samples.length * 3) >> 2);
  let [re, im] = [0, 0];
  middle.forEach((sample, index) => {
    const angle = (2 * Math.PI * frequency * index) / rate;
    re += sample * Math.cos(angle);
    im += sample * Math.sin(angle);
  });
  return (2 * Math.hypot(re, im)) / middle.length;
}

describe.each([
  [48_000, 16_000],
  [44_100, 16_000],
  [16_000, 48_000],
  [16_000, 44_100],
  [96_000, 16_000],
])("%i to %i Hz", (from, to) => {
  test("keeps pitch, strength and length", () => {
    for (const frequency of [300, 1_000, 3_400]) {
      const output = resampled(tone(frequency, from), from, to);
      expect(strength(output, frequency, to)).toBeCloseTo(1, 1);
      expect(Math.abs(output.length - to * SECONDS)).toBeLessThan(to * 0.005);
    }
  });

  test("gives the same whatever pieces the sound comes in", () => {
    const input = tone(440, from).subarray(0, 4_000);
    const whole = new Resampler(from, to).process(input);
    const pieces = resampled(input, from, to);
    expect(pieces).toHaveLength(whole.length);
    whole.forEach((sample, index) => {
      expect(pieces[index]).toBeCloseTo(sample, 4);
    });
  });
});

test("what the lower rate cannot hold is gone, not folded back", () => {
  const output = resampled(tone(12_000, 48_000), 48_000, 16_000);
  expect(strength(output, 4_000, 16_000)).toBeLessThan(0.005);
  const raised = resampled(tone(3_000, 16_000), 16_000, 48_000);
  expect(strength(raised, 13_000, 48_000)).toBeLessThan(0.005);
});

test("the same rate passes through", () => {
  const input = tone(440, 16_000);
  expect(new Resampler(16_000, 16_000).process(input)).toBe(input);
});
