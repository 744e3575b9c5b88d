import type { Got } from "@/lib/api";

type Readiness = Got<"/readyz">;
type Check = Readiness["checks"][number];
type Call = Got<"/api/tron/calls">["items"][number];
type Voice = Got<"/api/tron/voices">["items"][number];
type Template = Got<"/api/tron/agents/templates">["items"][number];
type Setting = Got<"/api/tron/settings">["items"][number];
type Agent = Got<"/api/tron/agents">["items"][number];

export function aCheck(over: Partial<Check> = {}): Check {
  return {
    name: "postgres",
    state: "ok",
    detail: "18.6, embedded",
    latency_ms: 1.4,
    fix: null,
    required: true,
    code: null,
    values: {},
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
    trunk_id: null,
    our_number: null,
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

/** An agent with every field. */
export function anAgent(over: Partial<Agent> = {}): Agent {
  return {
    id: "0190c3c4-0000-7000-8000-0000000000a1",
    name: "Ananya",
    persona: "You are Ananya. You are warm and brief.",
    language: "hi-IN",
    voice_id: "shreya",
    voice_speed: 1,
    tone: "friendly",
    llm_provider: "builtin",
    llm_model: "smollm2-135m",
    llm_endpoint: null,
    llm_api_key: null,
    llm_temperature: 0.7,
    llm_max_tokens: 200,
    max_call_duration: 300,
    greeting_text: "Namaste",
    greeting_short_text: "",
    flow_id: null,
    flow_version: null,
    tools_enabled: [],
    guardrails: { forbidden_topics: ["Politics"], required_disclosures: [] },
    outcomes: ["interested", "callback"],
    success_outcomes: ["interested"],
    recording: true,
    follow_language: true,
    english_transcript: false,
    silence_seconds: 6,
    trunk_id: null,
    voicemail_action: "hang_up",
    call_category: null,
    loan_recovery: false,
    background: "none",
    voicemail_message: "",
    prepared_lines: null,
    template: null,
    is_active: true,
    revision: 3,
    archived_at: null,
    created_at: "2026-02-10T09:00:00Z",
    updated_at: "2026-02-12T09:00:00Z",
    ...over,
  };
}

export function aVoice(over: Partial<Voice> = {}): Voice {
  return {
    id: "shreya",
    name: "Shreya",
    gender: "female",
    character: "Warm, friendly",
    best_for: "Sales",
    provider: "sarvam",
    model: "bulbul:v3",
    languages: ["hi-IN", "en-IN"],
    stand_in: null,
    ...over,
  };
}

export function aTemplate(over: Partial<Template> = {}): Template {
  return {
    key: "sales_agent",
    name: "Sales agent",
    description: "Offers a free trial at home.",
    icon: "trending-up",
    style: "hinglish",
    agent: {
      name: "Ananya",
      persona: "You are Ananya, who sells water purifiers.",
      voice_id: "shreya",
      voice_speed: 1.1,
      language: "hi-IN",
      tone: "friendly",
      greeting_text: "Namaste, main Ananya",
      greeting_short_text: "Ananya",
      max_call_duration: 240,
      call_category: "promotional",
      loan_recovery: false,
      guardrails: { forbidden_topics: ["Religion"], required_disclosures: [] },
      outcomes: ["interested", "not_interested"],
      success_outcomes: ["interested"],
      tools_enabled: [],
      prepared_lines: someLines(),
    },
    ...over,
  };
}

type Lines = Template["agent"]["prepared_lines"];

export function aLine(over: Partial<Lines["lines"][number]> = {}): Lines["lines"][number] {
  return {
    id: "price",
    when: ["price"],
    say: ["399 rupees a month."],
    outcome: null,
    extract: {},
    expects: {},
    on_yes: null,
    on_no: null,
    // biome-ignore lint/suspicious/noThenProperty: it is the field's name in the API
    then: null,
    again: null,
    retry: null,
    moves_on: false,
    ends: false,
    once: false,
    priority: 0,
    ...over,
  };
}

export function someLines(): Lines {
  return {
    lines: [],
    next: [],
    greeting_yes: null,
    greeting_no: null,
    greeting_again: null,
    fallback: ["Ji?"],
    silence: ["Hello?"],
    goodbye: "Dhanyavaad",
    silence_goodbye: "Phir milte hain",
    time_up: "Samay poora hua",
    opt_out_ack: "Theek hai",
    identity: "Main Ananya",
    human: "Main automated hoon",
  };
}

export function aSetting(over: Partial<Setting> = {}): Setting {
  return {
    key: "defaults.voice",
    value: "shreya",
    mask: null,
    source: "default",
    secret: false,
    category: "general",
    type: "text",
    advanced: false,
    title: "Default voice",
    help: "",
    unit: null,
    default: "shreya",
    env_name: "TRON_DEFAULTS_VOICE",
    limits: {},
    ...over,
  };
}
