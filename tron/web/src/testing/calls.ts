import { HttpResponse, http } from "msw";
import type { Got } from "@/lib/api";
import { apiBase } from "@/lib/base";
import { aCall } from "./factories";

type CallDetail = Got<"/api/tron/calls/{call_id}">;
type CallEvent = Got<"/api/tron/calls/{call_id}/events">["items"][number];
type Stats = Got<"/api/tron/calls/stats">;

/** A call that was answered, recorded and measured; the caller cut the agent off once. */
export function aCallDetail(over: Partial<CallDetail> = {}): CallDetail {
  const call = aCall(over);
  return {
    ...call,
    recording_url: `/api/tron/calls/${call.id}/recording`,
    blocked_field: null,
    english_state: null,
    english_reason: null,
    extracted_data: { callback_on: "Friday", paid: true },
    contact_metadata: { order_id: "A-17" },
    attempts: [anAttempt({ id: call.id, status: call.status, reason: call.reason })],
    callbacks: [],
    transcript: [
      { role: "agent", text: "Namaste, main Ananya.", start: 0.2, end: 4, interrupted: true, english: null },
      { role: "caller", text: "हाँ जी, बोलिए।", start: 4, end: 6, interrupted: false, english: null },
      { role: "agent", text: "Aapka plan renew karna hai?", start: 7.8, end: 11, interrupted: false, english: null },
      { role: "caller", text: "Haan.", start: 12, end: 13, interrupted: false, english: null },
      { role: "agent", text: "Dhanyavaad.", start: 13.6, end: 15, interrupted: false, english: null },
    ],
    turns: [
      aTurn({ turn: 1, start: 7.8, llm_first_token_ms: 1120, total_ms: 1800 }),
      aTurn({ turn: 2, start: 13.6, total_ms: 600 }),
    ],
    cost: {
      inr: 3.54,
      usd: 0.042,
      components: [
        { component: "telephony", name: "sandbox", units: 1.03, inr: 1.8, usd: 0.021 },
        { component: "tts", name: "sarvam", units: 0.412, inr: 1.74, usd: 0.021 },
      ],
    },
    events_url: `/api/tron/calls/${call.id}/events`,
    sip_call_id: null,
    livekit_room: null,
    twilio_call_sid: null,
    answered_by: null,
    vendor_call_id: null,
    sip_headers: {},
    server_recording: null,
    ...over,
  };
}

export function aTurn(over: Partial<CallDetail["turns"][number]> = {}): CallDetail["turns"][number] {
  return {
    turn: 1,
    start: null,
    end_of_turn_ms: 330,
    stt_ms: 140,
    llm_first_token_ms: null,
    tts_first_byte_ms: 210,
    total_ms: 600,
    ...over,
  };
}

export function anAttempt(over: Partial<CallDetail["attempts"][number]> = {}): CallDetail["attempts"][number] {
  return {
    id: aCall().id,
    status: "completed",
    reason: "agent_ended",
    created_at: "2026-02-12T09:00:00Z",
    eligible_at: "2026-02-12T09:00:00Z",
    ...over,
  };
}

export function anEvent(type: string, sequence: number, payload: CallEvent["payload"] = {}): CallEvent {
  const at = new Date(Date.UTC(2026, 1, 12, 9, 0, sequence)).toISOString();
  return { type, call_id: aCall().id, sequence, at, node: null, payload };
}

export function someStats(over: Partial<Stats> = {}): Stats {
  const days = [312, 184, 41, 356, 338, 371, 247];
  return {
    from: "2026-02-12T00:00:00Z",
    to: "2026-02-12T14:00:00Z",
    timezone: "Asia/Kolkata",
    total: 247,
    active: 0,
    rung: 240,
    answered: 168,
    human: null,
    successful: 123,
    success_rate: 0.732,
    answer_rate: 0.7,
    containment: null,
    talk_time_seconds: 25872,
    avg_talk_time_seconds: 154,
    cost: { inr: 1284, usd: 15.2 },
    reply_time: { turns: 900, p50_ms: 780, p90_ms: 1240 },
    by_status: { completed: 168, no_answer: 66, failed: 13 },
    by_outcome: { interested: 92, callback: 31, not_interested: 29 },
    by_reason: {},
    success_by_outcome: { interested: 92, callback: 31 },
    per_day: days.map((total, index) => ({
      day: `2026-02-${String(6 + index).padStart(2, "0")}`,
      total,
      answered: Math.round(total * 0.7),
      not_answered: total - Math.round(total * 0.7) - 10,
      failed: 8,
      other: 2,
      successful: Math.round(total * 0.5),
      talk_time_seconds: total * 100,
      cost_inr: total * 5,
      reply_p50_ms: 700 + index * 20,
    })),
    ...over,
  };
}

const at = (path: string) => apiBase() + path;

/** What a Tron that is well says of its calls, beside the list of them. */
export const callHandlers = [
  http.get(at("/api/tron/calls/active"), () => HttpResponse.json({ items: [], next_cursor: null })),
  http.get(at("/api/tron/calls/stats"), () => HttpResponse.json(someStats())),
  http.get(at("/api/tron/calls/:id/events"), () => HttpResponse.json({ items: [], next_cursor: null })),
  http.get(at("/api/tron/calls/:id/recording"), () => HttpResponse.arrayBuffer(new ArrayBuffer(8))),
  http.get(at("/api/tron/calls/:id"), ({ params }) => HttpResponse.json(aCallDetail({ id: String(params["id"]) }))),
  http.get(at("/api/tron/lines"), () =>
    HttpResponse.json({ items: [{ name: "sandbox", title: "Practice", rings_phone: false }], next_cursor: null }),
  ),
];
