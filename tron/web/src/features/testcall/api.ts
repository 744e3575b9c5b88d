import useSWR from "swr";
import { client, type Got, read } from "@/lib/api";
import { malformed } from "@/lib/errors";
import type { Ticket } from "@/lib/stream/ticket";

export type Agent = Got<"/api/tron/agents">["items"][number];
export type Call = Got<"/api/tron/calls/{call_id}">;
export type Person = Got<"/api/tron/practice/people">["items"][number];
export type Line = Got<"/api/tron/lines">["items"][number];
export type Trunk = Got<"/api/tron/trunks">["items"][number];
export type Preflight = Got<"/api/tron/agents/{agent_id}/preflight">["items"][number];

/** The template of an English agent that works without any key. */
const SAMPLE = "support_agent";

/** Every agent that may be called with, by name. */
export function useAgents() {
  return useSWR(["/api/tron/agents", "testcall"], () =>
    read(client.GET("/api/tron/agents", { params: { query: { limit: 200, sort: "name" } } })),
  );
}

export function usePeople() {
  return useSWR("/api/tron/practice/people", () => read(client.GET("/api/tron/practice/people")));
}

export function useLines() {
  return useSWR("/api/tron/lines", () => read(client.GET("/api/tron/lines")));
}

export function useTrunks() {
  return useSWR("/api/tron/trunks", () => read(client.GET("/api/tron/trunks")));
}

/** What to know before a call with this agent on this line, by this trunk. */
export function usePreflight(agentId: string | null, line: string | null, trunk: string | null) {
  const key =
    agentId !== null && line !== null ? (["/api/tron/agents/preflight", agentId, line, trunk] as const) : null;
  return useSWR(
    key,
    ([, agent_id, on, by]) => {
      const params = { path: { agent_id }, query: { line: on, ...(by === null ? {} : { trunk_id: by }) } };
      return read(client.GET("/api/tron/agents/{agent_id}/preflight", { params }));
    },
    // What was said of another agent is no word about this one.
    { keepPreviousData: false },
  );
}

/** A call to a number. */
export function callNumber(agentId: string, line: string, phone_number: string) {
  return place(agentId, { line, phone_number });
}

/** A call to a phone by this trunk; the gate decides whether it rings. */
export function callByTrunk(agent_id: string, trunk_id: string, phone_number: string) {
  return read(client.POST("/api/tron/calls/dial", { body: { agent_id, trunk_id, phone_number, ring: false } }));
}

/** A call that is spoken in this browser, with what opens its sound. */
export async function callHere(agentId: string): Promise<Ticket> {
  const { call_id, stream_url, token } = await place(agentId, { line: "browser" });
  if (stream_url === null || token === null) throw malformed(202);
  return { callId: call_id, url: stream_url, token };
}

export function retryCall(callId: string, delay_minutes: number) {
  const params = { path: { call_id: callId } };
  return read(client.POST("/api/tron/calls/{call_id}/retry", { params, body: { delay_minutes } }));
}

/** Ends a call that goes on, and cancels one that waits. */
export function hangUp(callId: string) {
  return read(client.POST("/api/tron/calls/{call_id}/hangup", { params: { path: { call_id: callId } } }));
}

export function muteAgent(callId: string, muted: boolean) {
  const params = { path: { call_id: callId } };
  return read(client.POST("/api/tron/calls/{call_id}/mute", { params, body: { muted } }));
}

/** Adds the English sample agent. */
export function addSample() {
  return read(client.POST("/api/tron/agents", { body: { template: SAMPLE } }));
}

function place(agent_id: string, to: { line: string; phone_number?: string }) {
  const body = { ...to, ring: false };
  return read(client.POST("/api/tron/agents/{agent_id}/test-call", { params: { path: { agent_id } }, body }));
}
