import { expect, test } from "vitest";
import { Framer } from "./framer";
import { fromPcm, loudness, toPcm } from "./pcm";

test("samples become little-endian 16-bit integers and come back", () => {
  const samples = Float32Array.of(0, 0.5, -0.5, 1, -1, 2, -2);
  const bytes = new Uint8Array(toPcm(samples));
  expect([...bytes.slice(0, 6)]).toEqual([0x00, 0x00, 0x00, 0x40, 0x00, 0xc0]);
  const back = [...fromPcm(toPcm(samples))];
  expect(back.slice(0, 3)).toEqual([0, 0.5, -0.5]);
  expect(back[3]).toBeCloseTo(1, 4);
  expect(back.slice(4)).toEqual([-1, back[3], -1]);
});

test("half a sample is dropped", () => {
  expect(fromPcm(new ArrayBuffer(5))).toHaveLength(2);
  expect(fromPcm(new ArrayBuffer(0))).toHaveLength(0);
});

test("a meter shows silence as nothing, full scale as all, and speech between", () => {
  const of = (level: number) => loudness(new Float32Array(320).fill(level));
  expect(of(0)).toBe(0);
  expect(of(1)).toBeCloseTo(1, 5);
  expect(of(0.1)).toBeGreaterThan(0.5);
  expect(of(0.1)).toBeLessThan(of(0.3));
  expect(loudness(new Float32Array(0))).toBe(0);
});

test("pieces of any length become frames of one length, in order and without a copy shared", () => {
  const framer = new Framer(320);
  const frames: Float32Array[] = [];
  let next = 0;
  for (const size of [128, 128, 128, 1, 0, 900, 127]) {
    framer.push(
      Float32Array.from({ length: size }, () => next++),
      (frame) => frames.push(frame),
    );
  }
  expect(frames.map(({ length }) => length)).toEqual([320, 320, 320, 320]);
  expect(frames.flatMap((frame) => [...frame])).toEqual(Array.from({ length: 1280 }, (_, index) => index));
});
