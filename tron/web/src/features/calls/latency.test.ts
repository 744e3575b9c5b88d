import { expect, test } from "vitest";
import type { CallTurn } from "./api";
import { lengthOf, partsOf, percentile } from "./latency";

const turn: CallTurn = {
  turn: 1,
  start: 6,
  end_of_turn_ms: 500,
  stt_ms: 140,
  llm_first_token_ms: 120,
  tts_first_byte_ms: 90,
  total_ms: 900,
};

test("the parts of a wait add up to the whole, with the words inside the end of the turn", () => {
  expect(partsOf(turn)).toEqual({ eot: 360, stt: 140, llm: 120, tts: 90, rest: 190 });
  expect(lengthOf(turn)).toBe(900);
});

test("parts that ran beside each other make no negative rest", () => {
  const overlapping = { ...turn, total_ms: 600 };
  expect(partsOf(overlapping).rest).toBe(0);
  expect(lengthOf(overlapping)).toBe(710);
  expect(partsOf({ ...turn, end_of_turn_ms: 100 }).eot).toBe(0);
});

test("a turn without parts is one rest", () => {
  const bare = { ...turn, end_of_turn_ms: null, stt_ms: null, llm_first_token_ms: null, tts_first_byte_ms: null };
  expect(partsOf(bare)).toEqual({ eot: 0, stt: 0, llm: 0, tts: 0, rest: 900 });
});

test.each([
  [[700], 0.9, 700],
  [[800, 1000, 900, 2000], 0.5, 950],
  [[800, 1000, 900, 2000], 0.9, 1700],
])("of %j the share %d lies below %s", (values, share, result) =>
  expect(percentile(values, share)).toBeCloseTo(result),
);

test("nothing lies nowhere", () => expect(percentile([], 0.5)).toBeNull());
