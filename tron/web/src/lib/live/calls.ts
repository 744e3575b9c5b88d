import type { CallEvent } from "./messages";

/** A call that rings or is talked on, as its events tell it. */
export type LiveCall = {
  id: string;
  status: "ringing" | "in_progress";
  line: string | null;
  direction: string | null;
  phoneNumber: string | null;
  agentId: string | null;
  /** Tron rings the pages: anybody may answer it here. */
  ring: boolean;
  startedAt: string;
  answeredAt: string | null;
};

export type LiveCalls = Readonly<Record<string, LiveCall>>;

const OVER = new Set(["call.ended", "call.failed"]);
const TURNS = new Set(["call.queued", "call.started", "call.answered", ...OVER]);
const ADDED = new Set(["transcript.translated", "transcript.not_translated"]);

export const isOver = (event: CallEvent) => OVER.has(event.type);

/** Whether calls look different after it: a turn in their life, or something that was added when they were over. */
export const changesLists = (event: CallEvent) => TURNS.has(event.type) || ADDED.has(event.type);

/** The live calls after an event. */
export function afterEvent(calls: LiveCalls, event: CallEvent): LiveCalls {
  const call = calls[event.call_id];
  if (event.type === "call.started") return { ...calls, [event.call_id]: begun(event) };
  if (event.type === "call.answered" && call) {
    return { ...calls, [call.id]: { ...call, status: "in_progress", answeredAt: event.at } };
  }
  if (isOver(event) && call) {
    const { [call.id]: _, ...others } = calls;
    return others;
  }
  return calls;
}

function begun({ call_id, at, payload }: CallEvent): LiveCall {
  const text = (name: string) => (typeof payload[name] === "string" ? payload[name] : null);
  return {
    id: call_id,
    status: "ringing",
    line: text("line"),
    direction: text("direction"),
    phoneNumber: text("phone_number"),
    agentId: text("agent_id"),
    ring: payload["ring"] === true,
    startedAt: at,
    answeredAt: null,
  };
}
