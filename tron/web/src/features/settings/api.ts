import useSWR from "swr";
import { client, type Got, read } from "@/lib/api";
import type { components } from "@/lib/schema";

export type Settings = Got<"/api/tron/settings">;
export type Setting = Settings["items"][number];
export type Probe = components["schemas"]["ProbeOut"];
export type Person = Got<"/api/tron/practice/people">["items"][number];
/** What changed, by key; null takes a setting back to its default, and removes a secret. */
export type Changes = Record<string, unknown>;

export const PROVIDERS = ["ollama", "openai", "gemini", "custom", "builtin"] as const;
export type Provider = (typeof PROVIDERS)[number];
/** What can be tested: a vendor, or a provider of language models. */
export type Tested = "twilio" | "livekit" | "sarvam" | Provider;

/** All settings. They are asked for again when the page comes back into view. */
export function useSettings() {
  return useSWR("/api/tron/settings", () => read(client.GET("/api/tron/settings")));
}

export function saveSettings(revision: number, values: Changes): Promise<Settings> {
  return read(client.PUT("/api/tron/settings", { body: { revision, values } }));
}

/** Asks a vendor with the stored settings, and these over them. */
export function test(what: Tested, values: Changes): Promise<Probe> {
  switch (what) {
    case "twilio":
      return read(client.POST("/api/tron/settings/test-twilio", { body: { values } }));
    case "livekit":
      return read(client.POST("/api/tron/settings/test-livekit", { body: { values } }));
    case "sarvam":
      return read(client.POST("/api/tron/settings/test-sarvam", { body: { values } }));
    default:
      return read(client.POST("/api/tron/settings/test-llm", { body: { provider: what, values } }));
  }
}

/** Voices and models for the defaults, from those who offer them. */
export function useVoiceNames() {
  return useSWR("/api/tron/voices", () => read(client.GET("/api/tron/voices")));
}

/** A provider's models; one that cannot be asked has none to offer. */
export function useModelNames(provider: string) {
  const known = PROVIDERS.find((name) => name === provider);
  return useSWR(
    known ? (["/api/tron/models", known] as const) : null,
    ([, asked]) => read(client.GET("/api/tron/models", { params: { query: { provider: asked } } })),
    { shouldRetryOnError: false, revalidateOnFocus: false },
  );
}

export function useLines() {
  return useSWR("/api/tron/lines", () => read(client.GET("/api/tron/lines")));
}

export function usePracticePeople() {
  return useSWR("/api/tron/practice/people", () => read(client.GET("/api/tron/practice/people")), {
    revalidateOnFocus: false,
  });
}

/** The agents that can answer; the same list as the agents' own pages have. */
export function useAnswering() {
  return useSWR("/api/tron/agents", () => read(client.GET("/api/tron/agents", { params: { query: { limit: 200 } } })));
}

/** A practice person rings Tron, and this agent answers. */
export function ring(agentId: string, from: string) {
  return read(
    client.POST("/api/tron/practice/ring", {
      body: { agent_id: agentId, from, contact_name: null, fidelity: "audio" },
    }),
  );
}
