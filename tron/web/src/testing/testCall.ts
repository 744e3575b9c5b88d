import { act, screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { vi } from "vitest";
import { useTalk } from "@/stores/talk";
import { aCallDetail, type anEvent } from "./calls";
import { anAgent } from "./factories";
import { at, server } from "./server";
import { FakeSocket } from "./sockets";

export const CALL = "0190c3c4-0000-7000-8000-0000000000c1";
export const RETRY = "0190c3c4-0000-7000-8000-0000000000c2";
export const meera = anAgent({ id: "meera", name: "Meera", language: "en-IN", template: "support_agent" });
export const ananya = anAgent({ id: "ananya", name: "Ananya", language: "hi-IN" });
export const people = [
  { number: "+910000000001", name: "talker", answers: true, what: "Answers." },
  { number: "+910000000002", name: "busy", answers: false, what: "Busy." },
  { number: "+910000000099", name: "juggles", answers: true, what: "Juggles with plates." },
];

/** The test calls that were placed, in their order. */
export const placed: { agent: string; body: Record<string, unknown> }[] = [];

export const page = (items: unknown[]) => HttpResponse.json({ items, next_cursor: null });
export const answerCall = (over: Parameters<typeof aCallDetail>[0]) =>
  server.use(
    http.get(at("/api/tron/calls/:id"), ({ params }) =>
      HttpResponse.json(aCallDetail({ ...over, id: String(params["id"]) })),
    ),
  );
export const notice = (code: string, severity: string, field: string | null = null) => ({
  code,
  severity,
  message: code,
  hint: "",
  field,
});
export const preflight = (notices: object[]) =>
  server.use(
    http.get(at("/api/tron/agents/:id/preflight"), ({ params }) => page(params["id"] === "ananya" ? notices : [])),
  );

/** Two agents, three practice people and a line that takes every call. */
export function aPhoneRoom() {
  placed.length = 0;
  useTalk.setState(useTalk.getInitialState());
  sessionStorage.clear();
  server.use(
    http.get(at("/api/tron/agents"), () => page([ananya, meera])),
    http.get(at("/api/tron/agents/:id/preflight"), () => page([])),
    http.get(at("/api/tron/practice/people"), () => page(people)),
    http.get(at("/api/tron/lines"), () => page([{ name: "sandbox", title: "Practice", rings_phone: false }])),
    http.post(at("/api/tron/agents/:id/test-call"), async ({ params, request }) => {
      placed.push({ agent: String(params["id"]), body: (await request.json()) as Record<string, unknown> });
      return HttpResponse.json(
        { ...aCallDetail(), id: CALL, call_id: CALL, stream_url: `/ws/tron/stream/${CALL}`, token: "t1" },
        { status: 202 },
      );
    }),
  );
  answerCall({
    status: "queued",
    answered_at: null,
    ended_at: null,
    talk_time_seconds: null,
    agent_name: "Meera",
    line: "browser",
    phone_number: null,
    outcome: null,
    reason: null,
  });
}

export const callNow = () => screen.findByRole("button", { name: "Call now" });
/** The call's stream, with a Tron that answers pings. */
export const stream = () =>
  vi.waitFor(() => {
    const socket = FakeSocket.to(`/stream/${CALL}`);
    socket.answer = ({ type, t }) => (type === "ping" ? { type: "pong", t } : undefined);
    return socket;
  }, 5_000);

/** The live events of a call, from the start. */
export async function happen(...events: ReturnType<typeof anEvent>[]) {
  const socket = await vi.waitFor(() => FakeSocket.to("/ws/tron"), 5_000);
  act(() => {
    if (socket.readyState !== FakeSocket.OPEN) socket.open();
    socket.say({ type: "subscribed", at: "2026-02-12T09:00:00Z", unknown: [] });
    for (const event of events) socket.say({ ...event, call_id: CALL });
  });
}
