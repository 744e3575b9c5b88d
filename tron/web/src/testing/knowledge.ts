import type { KnownDocument } from "@/features/knowledge/api";

export const AGENT = "01920000-0000-7000-8000-000000000001";

export function aDocument(over: Partial<KnownDocument> = {}): KnownDocument {
  return {
    id: "01920000-0000-7000-8000-000000000301",
    agent_id: AGENT,
    kind: "file",
    title: "Prices",
    source: "prices.csv",
    content_type: "text/csv",
    size_bytes: 2048,
    state: "ready",
    problem: null,
    passages: 1200,
    language: "en",
    embedded_by: "builtin/all-minilm-l6-v2",
    revision: 1,
    created_at: "2026-11-27T10:00:00Z",
    updated_at: "2026-11-27T10:00:00Z",
    ...over,
  };
}
