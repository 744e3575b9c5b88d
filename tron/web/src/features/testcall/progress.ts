import type { CallEvent } from "@/lib/live/messages";
import type { Call } from "./api";

export type Status = Call["status"];

/** Where a call stands. Events are a moment ahead of the row. */
export function statusNow(call: Call, events: readonly CallEvent[]): Status {
  return isOver(call.status) ? call.status : events.reduce(afterEvent, call.status);
}

function afterEvent(status: Status, { type, payload }: CallEvent): Status {
  if (type === "call.started") return "ringing";
  if (type === "call.answered") return "in_progress";
  if (type === "call.ended" || type === "call.failed") return over(payload["status"]) ?? status;
  return status;
}

const OVER = ["completed", "failed", "no_answer", "busy", "cancelled"] as const;

function over(value: unknown): Status | undefined {
  return OVER.find((status) => status === value);
}

export function isOver(status: Status): boolean {
  return over(status) !== undefined;
}

/** Nobody was reached, and trying again may help. */
export function notConnected(status: Status): boolean {
  return status === "failed" || status === "no_answer" || status === "busy";
}

/** When the talk began. */
export function answeredAt(call: Call, events: readonly CallEvent[]): string | null {
  return call.answered_at ?? events.find(({ type }) => type === "call.answered")?.at ?? null;
}

/** How long the caller waited for the latest reply, voice to voice; null before the first. */
export function lastReply(events: readonly CallEvent[]): number | null {
  const total = events.findLast(({ type }) => type === "turn.latency")?.payload["total_ms"];
  return typeof total === "number" ? total : null;
}

/** The keys that were pressed, in order. */
export function keysPressed(events: readonly CallEvent[]): string {
  return events
    .flatMap(({ type, payload }) =>
      type === "keys.pressed" && typeof payload["keys"] === "string" ? payload["keys"] : [],
    )
    .join("");
}
