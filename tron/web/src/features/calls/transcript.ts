import type { CallTurn, TranscriptLine } from "./api";

export type Role = "agent" | "caller" | "supervisor";

/** The colours of the sides; who speaks in the agent's place has none of theirs. */
export const ROLE_TEXT: Record<Role, string> = { agent: "text-agent", caller: "text-caller", supervisor: "text-ink" };
export const ROLE_FILL: Record<Role, string> = { agent: "bg-agent", caller: "bg-caller", supervisor: "bg-ink-2" };

/** One utterance as the page shows it. Times are seconds since the answer, which is also the recording's clock. */
export type Utterance = {
  key: string;
  role: Role;
  text: string;
  /** The same in English, where it was written and is not what was said. */
  english: string | null;
  start: number | null;
  end: number | null;
  /** The caller spoke into it: `text` is what was heard until then. */
  cut: boolean;
  /** Still being spoken. */
  partial: boolean;
  /** What the wait before this reply was made of. */
  reply: CallTurn | null;
};

type Told = { type: string; sequence: number; payload: Readonly<Record<string, unknown>> };

/** A reply begins when its turn was measured, give or take rounding. */
const SAME_MOMENT = 0.3;

/** The stored transcript, each reply with its turn. */
export function utterancesOf(lines: readonly TranscriptLine[], turns: readonly CallTurn[]): Utterance[] {
  const utterances = lines.map((line, index) => ({
    key: String(index),
    role: roleOf(line.role),
    text: line.text,
    english: line.english && line.english !== line.text ? line.english : null,
    start: line.start,
    end: line.end,
    cut: line.interrupted === true,
    partial: false,
    reply: null,
  }));
  return withReplies(utterances, turns);
}

/** The transcript of a call that goes on, from its events. A partial stands until the next words of the same side. */
export function utterancesSoFar(events: readonly Told[]): Utterance[] {
  const said: Utterance[] = [];
  const turns: CallTurn[] = [];
  const partials = new Map<string, Utterance>();
  for (const event of events) {
    if (event.type === "turn.latency") turns.push(turnOf(event.payload));
    if (event.type !== "call.transcript") continue;
    const utterance = utteranceOf(event);
    if (utterance.partial) partials.set(utterance.role, utterance);
    else {
      partials.delete(utterance.role);
      said.push(utterance);
    }
  }
  return [...withReplies(said, turns), ...partials.values()];
}

/** The utterance that sounds at `time`, or the last one before it; -1 before the first. */
export function utteranceAt(utterances: readonly Utterance[], time: number): number {
  let found = -1;
  let latest = Number.NEGATIVE_INFINITY;
  utterances.forEach(({ start, partial }, index) => {
    if (partial || start === null || start > time || start < latest) return;
    found = index;
    latest = start;
  });
  return found;
}

/** How the talk was shared: seconds of sound of agent and caller. */
export function talkShares(utterances: readonly Utterance[]): { agent: number; caller: number } {
  const shares = { agent: 0, caller: 0 };
  for (const { role, start, end } of utterances) {
    if (role !== "supervisor" && start !== null && end !== null) shares[role] += Math.max(0, end - start);
  }
  return shares;
}

function withReplies(utterances: readonly Utterance[], turns: readonly CallTurn[]): Utterance[] {
  const answers = utterances.filter(({ role }, index) => role === "agent" && utterances[index - 1]?.role === "caller");
  const byOrder = answers.length === turns.length;
  const replyOf = (utterance: Utterance) => {
    if (utterance.role !== "agent") return null;
    const { start } = utterance;
    const timed = turns.find((turn) => isAt(turn.start, start));
    return timed ?? (byOrder ? (turns[answers.indexOf(utterance)] ?? null) : null);
  };
  return utterances.map((utterance) => ({ ...utterance, reply: replyOf(utterance) }));
}

function isAt(turn: number | null, start: number | null): boolean {
  return turn !== null && start !== null && Math.abs(turn - start) < SAME_MOMENT;
}

function utteranceOf({ sequence, payload }: Told): Utterance {
  return {
    key: String(sequence),
    role: roleOf(payload["role"]),
    text: typeof payload["text"] === "string" ? payload["text"] : "",
    english: null,
    start: numberOf(payload["start"]),
    end: numberOf(payload["end"]),
    cut: payload["interrupted"] === true,
    partial: payload["final"] === false,
    reply: null,
  };
}

function turnOf(payload: Readonly<Record<string, unknown>>): CallTurn {
  return {
    turn: numberOf(payload["turn"]) ?? 0,
    start: numberOf(payload["start"]),
    end_of_turn_ms: numberOf(payload["end_of_turn_ms"]),
    stt_ms: numberOf(payload["stt_ms"]),
    llm_first_token_ms: numberOf(payload["llm_first_token_ms"]),
    tts_first_byte_ms: numberOf(payload["tts_first_byte_ms"]),
    total_ms: numberOf(payload["total_ms"]),
  };
}

function roleOf(value: unknown): Role {
  return value === "agent" || value === "supervisor" ? value : "caller";
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
