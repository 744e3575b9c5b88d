import useSWR from "swr";
import { client, type Got, read } from "@/lib/api";
import { malformed } from "@/lib/errors";
import type { Ticket } from "@/lib/stream/ticket";

export type Agent = Got<"/api/tron/agents">["items"][number];

/** The agents that may speak a flow. */
export function useAgents() {
  return useSWR(["/api/tron/agents", "flows"], () =>
    read(client.GET("/api/tron/agents", { params: { query: { limit: 200, sort: "name" } } })),
  );
}

/** Someone on the practice line who answers and talks. */
const PRACTICE_PERSON = "+910000000001";

/** Lets an agent follow this flow, its latest version; nothing else of the agent changes. */
export function linkAgent(agent: Agent, flow_id: string): Promise<Agent> {
  const { id, archived_at, created_at, updated_at, ...fields } = agent;
  const params = { path: { agent_id: id } };
  return read(client.PUT("/api/tron/agents/{agent_id}", { params, body: { ...fields, flow_id, flow_version: null } }));
}

/** A call with an agent to a practice person; `draft`: it speaks the flow as it is drawn now. */
export function callPractice(agentId: string, draft: boolean) {
  return place(agentId, { line: "sandbox", phone_number: PRACTICE_PERSON }, draft);
}

/** A call that is spoken in this browser, with what opens its sound. */
export async function callHere(agentId: string, draft: boolean): Promise<Ticket> {
  const { call_id, stream_url, token } = await place(agentId, { line: "browser" }, draft);
  if (stream_url === null || token === null) throw malformed(202);
  return { callId: call_id, url: stream_url, token };
}

function place(agent_id: string, to: { line: string; phone_number?: string }, draft: boolean) {
  const body = { ...to, ring: false, flow_version: draft ? ("draft" as const) : null };
  return read(client.POST("/api/tron/agents/{agent_id}/test-call", { params: { path: { agent_id } }, body }));
}
