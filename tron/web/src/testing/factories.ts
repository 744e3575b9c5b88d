import type { Got } from "@/lib/api";

type Readiness = Got<"/readyz">;
type Check = Readiness["checks"][number];
type Call = Got<"/api/tron/calls">["items"][number];
type Agent = Got<"/api/tron/agents">["items"][number];

export function aCheck(over: Partial<Check> = {}): Check {
  return {
    name: "postgres",
    state: "ok",
    detail: "18.6, embedded",
    latency_ms: 1.4,
    fix: null,
    required: true,
    ...over,
  };
}

export function aReadiness(over: Partial<Readiness> = {}): Readiness {
  return { status: "ready", checks: [aCheck(), aCheck({ name: "worker", detail: "1 process" })], ...over };
}

/** The fields that lists show; the API has more. */
export function aCall(over: Partial<Call> = {}): Call {
  const shown: Partial<Call> = {
    id: "0190c3c4-0000-7000-8000-000000000001",
    agent_id: "0190c3c4-0000-7000-8000-0000000000a1",
    agent_name: "Ananya",
    phone_number: "+910000000001",
    contact_name: null,
    direction: "outbound",
    line: "sandbox",
    status: "completed",
    reason: "agent_ended",
    sip_status: 200,
    outcome: "resolved",
    created_at: "2026-02-12T09:00:00Z",
    started_at: "2026-02-12T09:00:01Z",
    answered_at: "2026-02-12T09:00:05Z",
    ended_at: "2026-02-12T09:03:17Z",
    duration_seconds: 196,
    talk_time_seconds: 192,
    cost_inr: 3.54,
    reply_p50_ms: 780,
    hangup_requested_at: null,
    eligible_at: "2026-02-12T09:00:00Z",
    extracted_data: {},
    contact_metadata: {},
    summary: null,
    recording_url: null,
    error_message: null,
    ...over,
  };
  return shown as Call;
}

export function anAgent(over: Partial<Agent> = {}): Agent {
  const shown: Partial<Agent> = {
    id: "0190c3c4-0000-7000-8000-0000000000a1",
    name: "Ananya",
    language: "hi-IN",
    voice_id: "builtin~hindi",
    tone: "friendly",
    llm_provider: "builtin",
    llm_model: "prepared-lines",
    is_active: true,
    ...over,
  };
  return shown as Agent;
}
