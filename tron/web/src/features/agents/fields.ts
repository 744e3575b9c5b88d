import type { components } from "@/lib/schema";
import type { Agent, AgentCreate, AgentUpdate, Template } from "./api";

export type Category = NonNullable<Agent["call_category"]>;
type Guardrails = { forbidden_topics: string[]; required_disclosures: string[] };

/** An agent as the form holds it: no field is ever null. */
export type AgentForm = {
  name: string;
  template: string;
  is_active: boolean;
  persona: string;
  voice_id: string;
  voice_speed: number;
  language: string;
  llm_provider: Agent["llm_provider"];
  llm_model: string;
  llm_endpoint: string;
  llm_api_key: string;
  llm_temperature: number;
  llm_max_tokens: number;
  tone: Agent["tone"];
  greeting_text: string;
  greeting_short_text: string;
  max_call_duration: number;
  flow_id: string;
  /** A published version's number; empty follows the latest. */
  flow_version: string;
  silence_seconds: number;
  recording: boolean;
  follow_language: boolean;
  english_transcript: boolean;
  /** The trunk that its calls go out by; empty: the default line. */
  trunk_id: string;
  voicemail_action: Agent["voicemail_action"];
  /** Left after the beep; empty: the greeting. */
  voicemail_message: string;
  /** What its calls are for, in India's law; empty: nobody said it. */
  call_category: Category | "";
  /** They ask for payments of a loan: shorter hours. */
  loan_recovery: boolean;
  /** The room behind its voice. */
  background: Agent["background"];
  tools_enabled: string[];
  outcomes: string[];
  success_outcomes: string[];
  /** JSON; empty takes the template's lines or the general ones. */
  prepared_lines: string;
  guardrails: Guardrails;
};

export const PROVIDERS = ["builtin", "ollama", "openai", "gemini", "custom"] as const;
export const TONES = ["professional", "friendly", "casual", "formal", "empathetic"] as const;
export const VOICEMAIL = ["hang_up", "leave_message", "flow"] as const;
export const CATEGORIES = ["", "promotional", "service", "transactional"] as const;
export const BACKGROUNDS = ["none", "office", "call_centre"] as const;
export const BUILTIN_MODEL = "smollm2-135m";

/** What the API itself starts a field with, where nobody decides. */
export const DEFAULTS = {
  persona: "",
  voice_speed: 1,
  llm_temperature: 0.7,
  llm_max_tokens: 200,
  max_call_duration: 300,
  greeting_text: "",
  greeting_short_text: "",
  silence_seconds: 6,
  recording: true,
  follow_language: true,
  english_transcript: false,
  voicemail_action: "hang_up",
  voicemail_message: "",
  loan_recovery: false,
  background: "none",
} as const;

/** The least and the most of each figure, and the longest of each text, as the API checks them. */
export const LIMITS = {
  voice_speed: [0.5, 2],
  llm_temperature: [0, 2],
  llm_max_tokens: [16, 4000],
  max_call_duration: [30, 3600],
  silence_seconds: [2, 30],
} as const;

export const LONGEST = {
  name: 100,
  persona: 50_000,
  llm_model: 100,
  llm_endpoint: 255,
  llm_api_key: 255,
  greeting_text: 2000,
  greeting_short_text: 500,
  voicemail_message: 1000,
} as const;

export const MOST = { tools_enabled: 50, outcomes: 50, success_outcomes: 50 } as const;

/** The folded fields, whose changes are counted against a new agent's values. */
export const ADVANCED = {
  model: ["llm_max_tokens", "llm_endpoint", "llm_api_key"],
  talk: [
    "silence_seconds",
    "greeting_short_text",
    "outcomes",
    "success_outcomes",
    "recording",
    "follow_language",
    "english_transcript",
    "trunk_id",
    "voicemail_action",
    "voicemail_message",
    "background",
  ],
} as const satisfies Record<string, readonly (keyof AgentForm)[]>;

const FROM_TEMPLATE = [
  "name",
  "persona",
  "voice_id",
  "voice_speed",
  "language",
  "tone",
  "greeting_text",
  "greeting_short_text",
  "max_call_duration",
  "call_category",
  "loan_recovery",
  "outcomes",
  "success_outcomes",
  "tools_enabled",
] as const;

export type SettingRow = { key: string; value?: unknown; mask: string | null };

/** A new agent before anybody wrote anything: the settings' defaults. */
export function blankForm(settings: readonly SettingRow[]): AgentForm {
  const of = (key: string) => settings.find((row) => row.key === key)?.value;
  const text = (key: string, other: string) => (typeof of(key) === "string" ? String(of(key)) : other);
  const provider = oneOf(PROVIDERS, of("ai.default_llm_provider")) ?? "builtin";
  const longest = of("defaults.max_call_duration");
  return {
    ...DEFAULTS,
    name: "",
    template: "",
    is_active: true,
    voice_id: text("defaults.voice", "shreya"),
    language: text("defaults.language", "hi-IN"),
    llm_provider: provider,
    llm_model: provider === "builtin" ? BUILTIN_MODEL : text("ai.default_llm_model", ""),
    llm_endpoint: "",
    llm_api_key: "",
    tone: oneOf(TONES, of("defaults.tone")) ?? "professional",
    max_call_duration: typeof longest === "number" ? longest : DEFAULTS.max_call_duration,
    flow_id: "",
    flow_version: "",
    trunk_id: "",
    call_category: "",
    recording: of("recording.enabled") !== false,
    tools_enabled: [],
    outcomes: [],
    success_outcomes: [],
    prepared_lines: "",
    guardrails: { forbidden_topics: [], required_disclosures: [] },
  };
}

/** The form after a template was chosen: fields that the person wrote stay, the others become the template's. */
export function withTemplate(now: AgentForm, untouched: Partial<AgentForm>, template: Template): AgentForm {
  const { agent } = template;
  const next: AgentForm = { ...now, template: template.key };
  const take = <Name extends keyof AgentForm>(name: Name, value: AgentForm[Name]) => {
    if (JSON.stringify(now[name]) === JSON.stringify(untouched[name])) next[name] = value;
  };
  for (const name of FROM_TEMPLATE) take(name, agent[name]);
  take("guardrails", agent.guardrails);
  return next;
}

export function formOf(agent: Agent): AgentForm {
  const { id, revision, archived_at, created_at, updated_at, ...fields } = agent;
  return {
    ...fields,
    template: agent.template ?? "",
    llm_endpoint: agent.llm_endpoint ?? "",
    llm_api_key: agent.llm_api_key ?? "",
    flow_id: agent.flow_id ?? "",
    trunk_id: agent.trunk_id ?? "",
    call_category: agent.call_category ?? "",
    flow_version: agent.flow_version === null ? "" : String(agent.flow_version),
    prepared_lines: agent.prepared_lines ? JSON.stringify(agent.prepared_lines, null, 2) : "",
    guardrails: { ...agent.guardrails },
  };
}

/** The body of PUT. The mask of a key that is stored goes back as it came: it changes nothing. */
export function updateOf(form: AgentForm, revision: number): AgentUpdate {
  return { ...bodyOf(form), template: form.template || null, llm_api_key: form.llm_api_key || null, revision };
}

/** The body of POST, and of the simulator. A key's mask says nothing there. */
export function createOf(form: AgentForm): AgentCreate {
  const { name, llm_model, ...rest } = bodyOf(form);
  return {
    ...rest,
    name: name.trim() || null,
    llm_model: llm_model.trim() || null,
    template: form.template || null,
    llm_api_key: form.llm_api_key || null,
  };
}

function bodyOf(form: AgentForm) {
  return {
    ...form,
    llm_endpoint: form.llm_endpoint.trim() || null,
    flow_id: form.flow_id || null,
    trunk_id: form.trunk_id || null,
    call_category: form.call_category || null,
    flow_version: form.flow_id && form.flow_version ? Number(form.flow_version) : null,
    prepared_lines: readLines(form.prepared_lines) ?? null,
  };
}

/** The lines that a text holds: null for none, undefined where it is no JSON object. */
export function readLines(text: string): components["schemas"]["PreparedLines-Input"] | null | undefined {
  if (text.trim() === "") return null;
  try {
    const lines: unknown = JSON.parse(text);
    // The server checks what is inside, and names the place that is wrong.
    return isObject(lines) ? (lines as components["schemas"]["PreparedLines-Input"]) : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function oneOf<Value extends string>(values: readonly Value[], value: unknown): Value | undefined {
  return values.find((known) => known === value);
}

const KEY_SETTINGS: Partial<Record<Agent["llm_provider"], string>> = {
  openai: "ai.openai_api_key",
  gemini: "ai.gemini_api_key",
};

/** Whether the settings hold the key that a provider wants; the others want none. */
export function hasKeyFor(settings: readonly SettingRow[], provider: Agent["llm_provider"]): boolean {
  const key = KEY_SETTINGS[provider];
  return key === undefined || settings.some((row) => row.key === key && row.mask !== null);
}
