const STATUSES = ["queued", "ringing", "in_progress", "completed", "no_answer", "busy", "failed", "cancelled"] as const;

export type CallState = (typeof STATUSES)[number];

const BEGUN: Readonly<Record<string, CallState>> = { "call.started": "ringing", "call.answered": "in_progress" };

type Event = { type: string; payload: Readonly<Record<string, unknown>> };

/** Where a call stands, by the last of its events that says so; its end names the status itself. */
export function callState(events: readonly Event[]): CallState {
  return events.reduce<CallState>((state, { type, payload }) => {
    if (type !== "call.ended" && type !== "call.failed") return BEGUN[type] ?? state;
    return STATUSES.find((status) => status === payload["status"]) ?? "failed";
  }, "queued");
}
