import { HttpResponse, http } from "msw";
import type { Got } from "@/lib/api";
import { apiBase } from "@/lib/base";
import { aCheck } from "./factories";

type Health = Got<"/api/tron/health">;
type Vendor = Health["vendors"][number];

export const CHECKED_AT = "2026-02-12T09:00:00Z";

export function aVendor(over: Partial<Vendor> = {}): Vendor {
  return {
    name: "tts/sarvam",
    kind: "tts",
    provider: "sarvam",
    model: null,
    state: "well",
    failures: 0,
    reason: null,
    fix: null,
    setting: "ai.sarvam_api_key",
    asked_at: "2026-02-12T08:59:48Z",
    ok_at: "2026-02-12T08:59:48Z",
    failed_at: null,
    latency_ms: 250,
    workers: 1,
    ...over,
  };
}

/** A vendor in each state. */
export function someVendors(): Vendor[] {
  const never = { asked_at: null, ok_at: null, latency_ms: null, workers: 0 };
  return [
    aVendor({
      name: "llm/gemini/gemini-2.5-flash",
      kind: "llm",
      provider: "gemini",
      model: "gemini-2.5-flash",
      state: "open",
      failures: 1,
      reason: "wrong_key",
      fix: "Test the key on the Settings page, and put a valid one there.",
      setting: "ai.gemini_api_key",
      asked_at: "2026-02-12T08:57:00Z",
    }),
    aVendor({
      name: "llm/ollama/qwen2.5:7b",
      kind: "llm",
      provider: "ollama",
      model: "qwen2.5:7b",
      state: "trying",
      reason: "timed_out",
      fix: "It answers too slowly.",
      setting: "ai.ollama_endpoint",
    }),
    aVendor({
      ...never,
      name: "llm/openai/gpt-4o (own key 1a2b3c)",
      kind: "llm",
      provider: "openai",
      state: "unknown",
    }),
    aVendor({ name: "stt/sarvam", kind: "stt", state: "failing", failures: 1, reason: "stalled", fix: "It begins." }),
    aVendor(),
  ];
}

export function aHealth(over: Partial<Health> = {}): Health {
  return { checked_at: CHECKED_AT, status: "ready", checks: [aCheck()], vendors: [aVendor()], ...over };
}

export const healthHandlers = [http.get(`${apiBase()}/api/tron/health`, () => HttpResponse.json(aHealth()))];
