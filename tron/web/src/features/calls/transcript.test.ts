import { expect, test } from "vitest";
import type { CallTurn, TranscriptLine } from "./api";
import { talkShares, utteranceAt, utterancesOf, utterancesSoFar } from "./transcript";

const line = (role: string, start: number, end = start + 2, interrupted = false): TranscriptLine => ({
  role,
  text: `${role} at ${start}`,
  start,
  end,
  interrupted,
  english: null,
});
const turn = (number: number, start: number | null): CallTurn => ({
  turn: number,
  start,
  end_of_turn_ms: 500,
  stt_ms: 100,
  llm_first_token_ms: null,
  tts_first_byte_ms: 90,
  total_ms: 700,
});
const told = (sequence: number, type: string, payload: Record<string, unknown>) => ({ sequence, type, payload });

test("a reply finds its turn by its moment, and in older calls by its order", () => {
  const lines = [line("agent", 0), line("caller", 3), line("agent", 6), line("agent", 9), line("caller", 12)];
  const timed = utterancesOf(lines, [turn(1, 6.1), turn(2, 9)]);
  expect(timed.map(({ reply }) => reply?.turn)).toEqual([undefined, undefined, 1, 2, undefined]);
  const ordered = utterancesOf(lines, [turn(1, null)]);
  expect(ordered.map(({ reply }) => reply?.turn)).toEqual([undefined, undefined, 1, undefined, undefined]);
  const doubtful = utterancesOf(lines, [turn(1, null), turn(2, null)]);
  expect(doubtful.every(({ reply }) => reply === null)).toBe(true);
});

test("the audio's moment finds the utterance, also when two overlap", () => {
  const said = utterancesOf([line("agent", 0, 8), line("caller", 5, 9), line("agent", 10)], []);
  expect([-1, 0, 4.9, 5, 9.9, 10, 99].map((time) => utteranceAt(said, time))).toEqual([-1, 0, 0, 1, 1, 2, 2]);
});

test("a live transcript grows; a partial gives way to the next words of its side", () => {
  const partial = told(3, "call.transcript", { role: "caller", text: "haan", start: 3, end: 4, final: false });
  const events = [
    told(1, "call.answered", {}),
    told(2, "call.transcript", { role: "agent", text: "Namaste", start: 0, end: 2, final: true }),
    partial,
  ];
  expect(utterancesSoFar(events).map(({ text, partial }) => [text, partial])).toEqual([
    ["Namaste", false],
    ["haan", true],
  ]);
  const full = told(4, "call.transcript", { role: "caller", text: "haan ji", start: 3, end: 5, final: true });
  const answer = told(5, "call.transcript", { role: "agent", text: "Achha", start: 6, end: 7, interrupted: true });
  const measured = told(6, "turn.latency", { turn: 1, start: 6, total_ms: 700 });
  const later = utterancesSoFar([...events, full, answer, measured]);
  expect(later.map(({ text }) => text)).toEqual(["Namaste", "haan ji", "Achha"]);
  expect(later[2]).toMatchObject({ cut: true, reply: { turn: 1, total_ms: 700, stt_ms: null } });
});

test("the talk's shares leave out what has no times", () => {
  const lines = [line("agent", 0, 6), line("caller", 6, 8), { ...line("agent", 9), end: null }];
  expect(talkShares(utterancesOf(lines, []))).toEqual({ agent: 6, caller: 2 });
});

test("who spoke in the agent's place is a side of their own, and no share of agent and caller", () => {
  const lines = [line("agent", 0, 6), line("supervisor", 6, 9), line("caller", 9, 11), line("of a newer Tron", 11)];
  const utterances = utterancesOf(lines, []);
  expect(utterances.map(({ role }) => role)).toEqual(["agent", "supervisor", "caller", "caller"]);
  expect(talkShares(utterances)).toEqual({ agent: 6, caller: 4 });
});

test("English stands beside a line where it is not what was said", () => {
  const lines = [
    { ...line("agent", 0), english: "Hello" },
    { ...line("caller", 2), english: "caller at 2" },
    line("agent", 4),
  ];
  expect(utterancesOf(lines, []).map(({ english }) => english)).toEqual(["Hello", null, null]);
});
