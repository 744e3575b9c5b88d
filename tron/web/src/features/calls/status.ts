import { Ban, Check, CircleSlash, CircleX, Clock, type LucideIcon, PhoneForwarded, PhoneMissed } from "lucide-react";
import type { Tone } from "@/components/Badge";
import { plain } from "@/lib/format";
import type { CallDetail, CallStatus } from "./api";

/** Icon and colour of each status. In progress has a pulsing dot instead of an icon. */
export const STATUS_LOOK: Record<Exclude<CallStatus, "in_progress">, { tone: Tone; icon: LucideIcon }> = {
  queued: { tone: "neutral", icon: Clock },
  ringing: { tone: "info", icon: PhoneForwarded },
  completed: { tone: "success", icon: Check },
  no_answer: { tone: "warning", icon: PhoneMissed },
  busy: { tone: "warning", icon: CircleSlash },
  failed: { tone: "danger", icon: CircleX },
  cancelled: { tone: "neutral", icon: Ban },
};

/** Whether a call has ended, however. */
export function isOver(status: CallStatus): boolean {
  return status !== "queued" && status !== "ringing" && status !== "in_progress";
}

/** The attempt after this one that has not ended yet. */
export function pendingRetry({ id, attempts }: CallDetail): CallDetail["attempts"][number] | undefined {
  const later = attempts.slice(attempts.findIndex((attempt) => attempt.id === id) + 1);
  return later.find((attempt) => !isOver(attempt.status));
}

/** Whether a person can ask for another try: over, with somebody to ring, and not on its way already. */
export function mayRetry(call: CallDetail): boolean {
  return isOver(call.status) && call.agent_id !== null && call.phone_number !== null && !pendingRetry(call);
}

const REASONS = [
  "caller_hung_up",
  "agent_ended",
  "max_duration",
  "transferred",
  "opted_out",
  "voicemail_left",
  "machine",
  "busy",
  "unavailable",
  "rang_out",
  "switched_off",
  "not_reachable",
  "declined",
  "invalid_number",
  "trunk_error",
  "unreachable",
  "vendor_failed",
  "fax",
  "gateway_lost",
  "no_input",
  "lost_owner",
  "unknown_outcome",
  "by_user",
  "no_worker",
  "never_published",
  "cannot_load",
  "not_supported",
  "hung_up",
  "not_accepted",
  "taken_over",
] as const;

export type Reason = (typeof REASONS)[number];

/** A reason split for its words: a known one, a rule or limit with its name, or a word of the server's own. */
export type ReasonParts =
  | { kind: "known"; reason: Reason }
  | { kind: "blocked" | "waiting"; name: string }
  | { kind: "other"; words: string };

export function reasonParts(reason: string): ReasonParts {
  const known = REASONS.find((name) => name === reason);
  if (known) return { kind: "known", reason: known };
  const [, kind, name] = /^(blocked|waiting):(.+)$/.exec(reason) ?? [];
  if ((kind === "blocked" || kind === "waiting") && name) return { kind, name };
  return { kind: "other", words: plain(reason) };
}
