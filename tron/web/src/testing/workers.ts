import { HttpResponse, http } from "msw";
import type { Got } from "@/lib/api";
import { at } from "./server";

type Worker = Got<"/api/tron/workers">["items"][number];

/** The worker of `tron serve`, which LiveKit knows. */
export function aWorker(over: Partial<Worker> = {}): Worker {
  return {
    id: "01920000-0000-7000-8000-000000000501",
    name: "serve",
    host: "desk",
    pid: 7,
    state: "ready",
    calls: 2,
    capacity_audio: 10,
    capacity_text: 100,
    engines: "shared",
    takes_streams_at: null,
    desks: [
      { line: "livekit", state: "registered", name: "tron" },
      { line: "sip", state: "waiting", name: null },
    ],
    started_at: "2026-11-27T10:00:00Z",
    heartbeat_at: "2026-11-27T10:05:00Z",
    ...over,
  };
}

export function workersAre(...workers: Worker[]) {
  return http.get(at("/api/tron/workers"), () => HttpResponse.json({ items: workers, next_cursor: null }));
}
