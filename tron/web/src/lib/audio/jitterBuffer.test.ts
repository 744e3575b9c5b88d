import { expect, test } from "vitest";
import { JitterBuffer } from "./jitterBuffer";

const RATE = 16_000;
const FRAME = 320;

/** Twenty milliseconds of one loud value. */
const frame = (value = 0.5) => new Float32Array(FRAME).fill(value);

/** What is heard in the next 20 ms: the first sample. */
function heard(buffer: JitterBuffer): number {
  const out = new Float32Array(FRAME);
  buffer.pull(out);
  return out[0] ?? Number.NaN;
}

/** Sound of 20 ms each, sent in real time, that comes so many milliseconds late each; pulled 5 ms at a time. */
function send(buffer: JitterBuffer, late: readonly number[]): void {
  const out = new Float32Array(FRAME / 4);
  const ends = late.length * 20 + 100;
  for (let now = 0; now < ends; now += 5) {
    for (const [index, delay] of late.entries()) if (index * 20 + delay === now) buffer.push(frame());
    buffer.pull(out);
  }
}

/** The agent says nothing for half a second. */
const pause = (buffer: JitterBuffer) => buffer.pull(new Float32Array(RATE / 2));

function play(buffer: JitterBuffer, frames: number): void {
  for (let index = 0; index < frames; index += 1) {
    buffer.push(frame());
    heard(buffer);
  }
}

test("it waits for 40 ms, then plays in order", () => {
  const buffer = new JitterBuffer(RATE);
  buffer.push(frame(0.1));
  expect(heard(buffer)).toBe(0);
  buffer.push(frame(0.2));
  expect(heard(buffer)).toBe(Math.fround(0.1));
  buffer.push(frame(0.3));
  expect([heard(buffer), heard(buffer)]).toEqual([0.2, 0.3].map(Math.fround));
});

test("a sound shorter than the wait is heard as well", () => {
  const buffer = new JitterBuffer(RATE);
  buffer.push(frame(0.1));
  const all = Array.from({ length: 6 }, () => heard(buffer));
  expect(all).toContain(Math.fround(0.1));
});

test("frames that come unevenly are heard evenly", () => {
  const buffer = new JitterBuffer(RATE);
  for (let index = 0; index < 3; index += 1) buffer.push(frame());
  const bursts = [0, 0, 3, 0, 1, 2, 0, 2, 0, 1];
  for (const count of bursts) {
    for (let index = 0; index < count; index += 1) buffer.push(frame());
    expect(heard(buffer)).toBe(0.5);
  }
  expect(buffer.underruns).toBe(0);
});

test("late sound counts, and the wait grows with it up to a limit", () => {
  const buffer = new JitterBuffer(RATE);
  for (let round = 1; round <= 20; round += 1) {
    while (buffer.stats.bufferedMs < buffer.stats.targetMs) buffer.push(frame());
    for (let index = 0; index < 20; index += 1) heard(buffer);
    if (round === 1) expect(buffer.underruns).toBe(0);
    play(buffer, 16);
    for (let index = 0; index < 13; index += 1) heard(buffer);
    buffer.push(frame());
  }
  expect(buffer.underruns).toBeGreaterThan(0);
  expect(buffer.stats.targetMs).toBeGreaterThan(60);
  expect(buffer.stats.targetMs).toBeLessThanOrEqual(240);
});

test("a pause of the agent is no underrun", () => {
  const buffer = new JitterBuffer(RATE);
  play(buffer, 10);
  for (let index = 0; index < 50; index += 1) heard(buffer);
  play(buffer, 10);
  expect(buffer.underruns).toBe(0);
  expect(buffer.stats.targetMs).toBe(40);
});

test("sound that comes evenly enough waits no longer than at first", () => {
  const buffer = new JitterBuffer(RATE);
  for (let spurt = 0; spurt < 5; spurt += 1) {
    send(buffer, [0, 5, 15, 0, 10, 15, 5, 0, 15, 5]);
    pause(buffer);
  }
  expect(buffer.underruns).toBe(0);
  expect(buffer.stats.targetMs).toBe(40);
});

test("sound that came only just in time makes what is said next wait longer, before any is late", () => {
  const buffer = new JitterBuffer(RATE);
  send(buffer, [0, 0, 0, 20, 0, 0]);
  expect(buffer.underruns).toBe(0);
  expect(buffer.stats.targetMs).toBe(60);
  pause(buffer);
  // This would have been late for a wait of 40 ms.
  send(buffer, [0, 0, 0, 35, 15, 35, 15, 0]);
  expect(buffer.underruns).toBe(0);
});

test("calm or not, it waits as long as the sound needs that comes", () => {
  const buffer = new JitterBuffer(RATE);
  const uneven = Array.from({ length: 50 }, (_, index) => (index % 10 === 5 ? 35 : 15));
  send(buffer, [0, 0, 20, 0]);
  for (let spurt = 0; spurt < 40; spurt += 1) {
    pause(buffer);
    send(buffer, [0, ...uneven]);
  }
  expect(buffer.underruns).toBe(0);
  expect(buffer.stats.targetMs).toBe(60);
});

test("calm makes the wait shorter again, down to a limit", () => {
  const buffer = new JitterBuffer(RATE);
  send(buffer, [0, 0, 0, 20, 0, 0]);
  expect(buffer.stats.targetMs).toBe(60);
  play(buffer, 50 * 60);
  expect(buffer.stats.targetMs).toBe(40);
});

test("clear drops what is queued at once, without a click, and counts no underrun", () => {
  const buffer = new JitterBuffer(RATE);
  for (let index = 0; index < 10; index += 1) buffer.push(frame());
  expect(heard(buffer)).toBe(0.5);
  buffer.clear();
  expect(buffer.stats.bufferedMs).toBe(0);
  const out = new Float32Array(FRAME);
  buffer.pull(out);
  expect(out[0]).toBeGreaterThan(0.4);
  expect(Math.abs(out[100] ?? 1)).toBeLessThan(0.01);
  for (let index = 1; index < 100; index += 1) expect(out[index]).toBeLessThan(out[index - 1] ?? 0);
  buffer.push(frame(0.2));
  expect(heard(buffer)).toBeLessThan(0.01);
  buffer.push(frame(0.2));
  expect(heard(buffer)).toBe(Math.fround(0.2));
  expect(buffer.underruns).toBe(0);
});

test("a backlog after a stall is caught up in the pauses, not in the words", () => {
  const buffer = new JitterBuffer(RATE);
  for (let index = 0; index < 20; index += 1) buffer.push(frame(index < 12 ? 0.5 : 0));
  for (let index = 0; index < 12; index += 1) expect(heard(buffer)).toBe(0.5);
  for (let index = 0; index < 8; index += 1) {
    buffer.push(frame(0));
    heard(buffer);
  }
  expect(buffer.stats.bufferedMs).toBeLessThanOrEqual(40 + 120 + 20);
});

test("more than a second and a half is never kept", () => {
  const buffer = new JitterBuffer(RATE);
  for (let index = 0; index < 200; index += 1) buffer.push(frame());
  expect(buffer.stats.bufferedMs).toBeLessThanOrEqual(1_500);
});

test("it works at other rates", () => {
  const buffer = new JitterBuffer(48_000);
  buffer.push(new Float32Array(2_880).fill(0.5));
  expect(buffer.stats.bufferedMs).toBe(60);
  expect(heard(buffer)).toBe(0.5);
});
