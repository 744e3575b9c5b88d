import type { CallTurn } from "./api";

/** The parts of a wait in the order they happen; `rest` is what none of them explains. */
export const PARTS = ["eot", "stt", "llm", "tts", "rest"] as const;
export type Part = (typeof PARTS)[number];

export const PART_FILL: Record<Part, string> = {
  eot: "bg-lat-eot",
  stt: "bg-lat-stt",
  llm: "bg-lat-llm",
  tts: "bg-lat-tts",
  rest: "bg-chart-rest",
};

/** What a reply should take at most; the dashed line. */
export const TARGET_MS = 800;
/** From here on a person wonders whether the line is dead. */
export const SLOW_MS = 1500;

/** The wait before a reply, split so that the parts add up to the whole. */
export function partsOf(turn: CallTurn): Record<Part, number> {
  const stt = turn.stt_ms ?? 0;
  // The wait for the end of the turn holds the wait for the words.
  const eot = Math.max(0, (turn.end_of_turn_ms ?? 0) - stt);
  const llm = turn.llm_first_token_ms ?? 0;
  const tts = turn.tts_first_byte_ms ?? 0;
  return { eot, stt, llm, tts, rest: Math.max(0, (turn.total_ms ?? 0) - eot - stt - llm - tts) };
}

/** The length of a turn's bar. */
export function lengthOf(turn: CallTurn): number {
  return PARTS.reduce((sum, part) => sum + partsOf(turn)[part], 0);
}

/** The value below which `share` of the values lie, between two neighbours where it falls; null without values. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)];
  const above = sorted[Math.ceil(at)];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (at - Math.floor(at));
}

/** The turns whose whole wait is known. */
export function measured(turns: readonly CallTurn[]): (CallTurn & { total_ms: number })[] {
  return turns.flatMap((turn) => (turn.total_ms === null ? [] : [{ ...turn, total_ms: turn.total_ms }]));
}
