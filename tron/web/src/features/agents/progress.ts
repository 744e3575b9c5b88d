export type CallState = "queued" | "ringing" | "in_progress" | "completed" | "failed";

const STATES: Readonly<Record<string, CallState>> = {
  "call.started": "ringing",
  "call.answered": "in_progress",
  "call.ended": "completed",
  "call.failed": "failed",
};

/** Where a call stands, by the last of its events that says so. */
export function callState(events: readonly { type: string }[]): CallState {
  return events.reduce<CallState>((state, { type }) => STATES[type] ?? state, "queued");
}
