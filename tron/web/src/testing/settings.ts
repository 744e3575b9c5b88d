import { HttpResponse, http } from "msw";
import type { Got } from "@/lib/api";
import { enginesAre } from "./engines";
import { at } from "./server";
import fresh from "./settings.json";
import { workersAre } from "./workers";

type Settings = Got<"/api/tron/settings">;
type Setting = Settings["items"][number];

/** A fresh Tron's settings, with changes by key. */
export function theSettings(over: Record<string, Partial<Setting>> = {}, revision = 1): Settings {
  const items = (fresh as Settings).items.map((item) => ({ ...item, ...over[item.key] }));
  return { revision, items };
}

export const PEOPLE = [
  { number: "+910000000001", name: "talker", answers: true, what: "Answers and talks with the agent." },
  { number: "+910000000002", name: "busy", answers: false, what: "The line is engaged." },
];

/** What the Settings page asks for besides the agents. */
export function settingsHandlers(settings: Settings = theSettings()) {
  const page = (items: unknown[]) => HttpResponse.json({ items, next_cursor: null });
  return [
    http.get(at("/api/tron/settings"), () => HttpResponse.json(settings)),
    http.get(at("/api/tron/voices"), () =>
      page([{ id: "shreya", name: "Shreya", character: "Warm, friendly", provider: "sarvam", languages: ["hi-IN"] }]),
    ),
    http.get(at("/api/tron/lines"), () => page([{ name: "sandbox", title: "Practice line", rings_phone: false }])),
    http.get(at("/api/tron/models"), () => page([{ id: "smollm2-135m", name: "SmolLM2 135M" }])),
    http.get(at("/api/tron/practice/people"), () => page(PEOPLE)),
    enginesAre(),
    workersAre(),
  ];
}
