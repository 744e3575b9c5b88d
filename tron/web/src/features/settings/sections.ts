import type { Setting, Tested } from "./api";

export const SECTIONS = [
  "telephony",
  "voice",
  "models",
  "tools",
  "defaults",
  "compliance",
  "capacity",
  "pricing",
  "other",
] as const;
export type SectionName = (typeof SECTIONS)[number];

/** Fields that belong together, and the test that looks at them. */
type Group = { section: SectionName; keys: readonly string[]; test?: Tested; title?: GroupTitle };
/** What a group is about that is folded away as a whole. */
export type GroupTitle = "fallback" | "egress";

/** The page's order. A key that stands nowhere here is shown at the end of its category's section. */
const GROUPS: readonly Group[] = [
  {
    section: "telephony",
    test: "twilio",
    keys: [
      "telephony.twilio_account_sid",
      "telephony.twilio_auth_token",
      "telephony.from_number",
      "telephony.sip_trunk_id",
      "telephony.twilio_endpoint",
    ],
  },
  { section: "telephony", keys: ["telephony.default_line", "telephony.public_url"] },
  {
    section: "voice",
    test: "livekit",
    keys: ["livekit.url", "livekit.api_key", "livekit.api_secret", "livekit.outbound_trunk_id"],
  },
  { section: "voice", keys: ["livekit.agent_name"] },
  {
    section: "voice",
    title: "egress",
    keys: [
      "livekit.recording",
      "livekit.egress_folder",
      "livekit.egress_bucket",
      "livekit.egress_region",
      "livekit.egress_key_id",
      "livekit.egress_secret",
      "livekit.egress_endpoint",
      "livekit.egress_path_style",
    ],
  },
  {
    section: "voice",
    test: "sarvam",
    keys: ["ai.sarvam_api_key", "ai.tts_model", "ai.sarvam_endpoint"],
  },
  // The test above speaks and does not listen: what it does not look at stands in a group of its own.
  { section: "voice", keys: ["ai.stt_model", "ai.stt_endpointing", "ai.practice_recognition"] },
  { section: "voice", keys: ["voice.noise_suppression", "voice.auto_gain"] },
  { section: "models", test: "ollama", keys: ["ai.ollama_endpoint"] },
  { section: "models", test: "openai", keys: ["ai.openai_api_key", "ai.openai_endpoint"] },
  { section: "models", test: "gemini", keys: ["ai.gemini_api_key", "ai.gemini_endpoint"] },
  { section: "models", test: "custom", keys: ["ai.custom_endpoint", "ai.custom_api_key"] },
  {
    section: "models",
    title: "fallback",
    keys: ["ai.fallback_llm_provider", "ai.fallback_llm_model", "ai.fallback_voice"],
  },
  {
    section: "models",
    keys: [
      "knowledge.embeddings",
      "knowledge.embeddings_model",
      "knowledge.embeddings_endpoint",
      "knowledge.threshold",
    ],
  },
  {
    section: "defaults",
    keys: [
      "ai.default_llm_provider",
      "ai.default_llm_model",
      "defaults.voice",
      "defaults.language",
      "defaults.tone",
      "defaults.max_call_duration",
      "recording.enabled",
    ],
  },
];

const HOMES: Readonly<Record<string, SectionName>> = {
  telephony: "telephony",
  livekit: "voice",
  ai: "models",
  voice: "voice",
  defaults: "defaults",
  compliance: "compliance",
  worker: "capacity",
  tools: "tools",
  knowledge: "models",
  pricing: "pricing",
};

export type ShownGroup = {
  id: string;
  test: Tested | undefined;
  title: GroupTitle | undefined;
  fields: readonly Setting[];
  advanced: readonly Setting[];
};
export type ShownSection = { name: SectionName; groups: readonly ShownGroup[] };

/** Every setting in its place; sections without any are left out. */
export function arrange(items: readonly Setting[]): ShownSection[] {
  const known = new Map(items.map((item) => [item.key, item]));
  const placed = new Set(GROUPS.flatMap((group) => group.keys));
  return SECTIONS.map((name) => {
    const own = GROUPS.filter((group) => group.section === name).map((group) =>
      shown(
        group.keys.flatMap((key) => known.get(key) ?? []),
        group,
      ),
    );
    const rest = items.filter((item) => !placed.has(item.key) && (HOMES[item.category] ?? "other") === name);
    return { name, groups: [...own, shown(rest)].filter((group) => group.id !== "") };
  }).filter((section) => section.groups.length > 0);
}

function shown(items: readonly Setting[], { test, title }: Partial<Group> = {}): ShownGroup {
  return {
    id: items[0]?.key ?? "",
    test,
    title,
    fields: items.filter((item) => !item.advanced),
    advanced: items.filter((item) => item.advanced),
  };
}
