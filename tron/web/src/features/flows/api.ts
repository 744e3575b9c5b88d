import useSWR, { useSWRConfig } from "swr";
import useSWRInfinite from "swr/infinite";
import { answered, client, type Got, read } from "@/lib/api";
import { ApiError, malformed, toApiError } from "@/lib/errors";
import type { components } from "@/lib/schema";
import type { Ticket } from "@/lib/stream/ticket";
import type {
  Finding,
  Flow,
  FlowCanvas,
  FlowDiff,
  FlowPage,
  FlowTemplate,
  FlowTraffic,
  FlowVersion,
  NodeTestBody,
  NodeTestResult,
  Scenario,
  ScenarioIn,
  ScenarioRun,
  Side,
} from "./types";

export type FlowQuery = { search: string; archived: boolean };
export type Agent = Got<"/api/tron/agents">["items"][number];
type Shown = components["schemas"]["FlowOut"];

const FLOWS = "/api/tron/flows";
const PAGE = 50;
/** Where a model may play along before the answer comes. */
const PATIENT_MS = 600_000;
/** Workers hold the runs of scenarios: look again until they are over. */
const WATCH_MS = 1500;
const FIXED = { revalidateOnFocus: false, revalidateIfStale: false } as const;

const of = (flow_id: string) => ({ path: { flow_id } });
/** The server reads a canvas before it stores it: what it gives back is one. */
const drawn = (flow: Promise<Shown>) => flow as Promise<Flow>;

/** The flows that fit, the last changed first, a page at a time. */
export function useFlowPages({ search, archived }: FlowQuery) {
  return useSWRInfinite(
    (index, before: FlowPage | null) => {
      if (index > 0 && !before?.next_cursor) return null;
      return [FLOWS, "page", search, archived, before?.next_cursor ?? null] as const;
    },
    ([, , words, old, cursor]) => {
      const asked = { ...(words ? { search: words } : {}), ...(cursor ? { cursor } : {}) };
      return read(client.GET("/api/tron/flows", { params: { query: { limit: PAGE, archived: old, ...asked } } }));
    },
  );
}

/** One flow with its draft; null asks for none. */
export function useFlow(id: string | null) {
  return useSWR(id === null ? null : [FLOWS, "one", id], () => readFlow(id ?? ""), {
    keepPreviousData: false,
    shouldRetryOnError: (error: unknown) => !(error instanceof ApiError && error.status === 404),
  });
}

export function readFlow(id: string): Promise<Flow> {
  return drawn(read(client.GET("/api/tron/flows/{flow_id}", { params: of(id) })));
}

export function useFlowTemplates() {
  return useSWR(
    `${FLOWS}/templates`,
    async () => (await read(client.GET("/api/tron/flows/templates"))).items as FlowTemplate[],
    FIXED,
  );
}

/** The published versions, the newest first. */
export function useFlowVersions(id: string | null) {
  return useSWR(id === null ? null : [FLOWS, "versions", id], async (): Promise<FlowVersion[]> => {
    const { items } = await read(client.GET("/api/tron/flows/{flow_id}/versions", { params: of(id ?? "") }));
    return [...items].sort((a, b) => b.version - a.version);
  });
}

/** A published version as it was, with what was found when it was published; null asks for none. */
export function useFlowVersion(id: string, version: number | null) {
  return useSWR(
    version === null ? null : [FLOWS, "version", id, version],
    () => {
      const params = { path: { flow_id: id, version: version ?? 0 } };
      const found = read(client.GET("/api/tron/flows/{flow_id}/versions/{version}", { params }));
      return found as Promise<FlowVersion & { canvas_data: FlowCanvas; findings: Finding[] }>;
    },
    { ...FIXED, keepPreviousData: false },
  );
}

/** The canvas that a call walks, as it was when the call began; null asks for none. */
export function useCallFlow(call_id: string | null) {
  return useSWR(
    call_id === null ? null : [FLOWS, "call", call_id],
    () => {
      const params = { path: { call_id: call_id ?? "" } };
      const found = read(client.GET("/api/tron/calls/{call_id}/flow", { params }));
      return found as Promise<Awaited<typeof found> & { canvas_data: FlowCanvas }>;
    },
    { ...FIXED, keepPreviousData: false },
  );
}

/** How two versions differ. The draft is written first (`flush`), and compared anew when the count `draft` goes up. */
export function useFlowDiff(id: string, from: Side, to: Side, draft: number, flush: () => Promise<unknown>) {
  const unpublished = from === "draft" || to === "draft";
  return useSWR(
    [FLOWS, "diff", id, from, to, unpublished ? draft : 0],
    async (): Promise<FlowDiff> => {
      if (unpublished) await flush();
      const params = { ...of(id), query: { from: String(from), to: String(to) } };
      return read(client.GET("/api/tron/flows/{flow_id}/diff", { params }));
    },
    { keepPreviousData: false, revalidateOnFocus: false },
  );
}

/** `version` null: the latest one. */
export type TrafficQuery = { version: number | null; days: number; practice: boolean };

/** How many calls took each way of a version, and where they ended. */
export function useFlowTraffic(id: string, { version, days, practice }: TrafficQuery) {
  return useSWR(
    [FLOWS, "traffic", id, version, days, practice],
    (): Promise<FlowTraffic> => {
      const query = { days, practice, ...(version === null ? {} : { version }) };
      return read(client.GET("/api/tron/flows/{flow_id}/traffic", { params: { ...of(id), query } }));
    },
    { keepPreviousData: false },
  );
}

export function createFlow(body: { name: string; description?: string; canvas_data?: FlowCanvas }): Promise<Flow> {
  return drawn(read(client.POST("/api/tron/flows", { body: { description: "", ...body } })));
}

export function flowFromTemplate(template_id: string, name = ""): Promise<Flow> {
  const body = { template_id, ...(name ? { name } : {}) };
  return drawn(read(client.POST("/api/tron/flows/from-template", { body })));
}

/** Makes a flow of what was read from a file; the server says what is wrong with it. */
export function importFlow(file: unknown): Promise<Flow> {
  const body = file as components["schemas"]["FlowImport"];
  return drawn(read(client.POST("/api/tron/flows/import", { body })));
}

export function duplicateFlow(id: string): Promise<Flow> {
  return drawn(read(client.POST("/api/tron/flows/{flow_id}/duplicate", { params: of(id) })));
}

/** The flow as a file that `importFlow` takes. */
export function exportFlow(id: string) {
  return read(client.GET("/api/tron/flows/{flow_id}/export", { params: of(id) }));
}

export type FlowChange = {
  revision: number;
  name?: string;
  description?: string;
  canvas_data?: FlowCanvas;
  require_scenarios?: boolean;
};

export function saveFlow(id: string, body: FlowChange): Promise<Flow> {
  return drawn(read(client.PUT("/api/tron/flows/{flow_id}", { params: of(id), body })));
}

export function archiveFlow(id: string, revision: number): Promise<Flow> {
  return drawn(read(client.POST("/api/tron/flows/{flow_id}/archive", { params: of(id), body: { revision } })));
}

export function unarchiveFlow(id: string, revision: number): Promise<Flow> {
  return drawn(read(client.POST("/api/tron/flows/{flow_id}/unarchive", { params: of(id), body: { revision } })));
}

export async function deleteFlow(id: string): Promise<void> {
  const { error, response } = await answered(client.DELETE("/api/tron/flows/{flow_id}", { params: of(id) }));
  if (!response.ok) throw toApiError(error, response.status);
}

/** What stands in the way of a canvas, stored or not. */
export async function validateFlow(id: string, canvas_data: FlowCanvas): Promise<Finding[]> {
  const asked = client.POST("/api/tron/flows/{flow_id}/validate", { params: of(id), body: { canvas_data } });
  return (await read(asked)).findings;
}

export function publishFlow(id: string, revision: number, note: string): Promise<FlowVersion> {
  return read(client.POST("/api/tron/flows/{flow_id}/publish", { params: of(id), body: { revision, note } }));
}

/** Puts a published version into the draft. */
export function restoreVersion(id: string, version: number, revision: number): Promise<Flow> {
  const asked = { params: { path: { flow_id: id, version } }, body: { revision } };
  return drawn(read(client.POST("/api/tron/flows/{flow_id}/versions/{version}/restore", asked)));
}

/** Publishes an earlier version anew, as the next number. */
export function rollBack(id: string, version: number, revision: number): Promise<FlowVersion> {
  const asked = { params: { path: { flow_id: id, version } }, body: { revision } };
  return read(client.POST("/api/tron/flows/{flow_id}/versions/{version}/roll-back", asked));
}

export function testNode(id: string, body: NodeTestBody): Promise<NodeTestResult> {
  return read(client.POST("/api/tron/flows/{flow_id}/test-node", { params: of(id), body }), PATIENT_MS);
}

/** The conversations that a flow must hold, each with its last runs and the one under way, which is followed. */
export function useScenarios(id: string) {
  return useSWR(
    [FLOWS, "scenarios", id],
    () => read(client.GET("/api/tron/flows/{flow_id}/scenarios", { params: of(id) })),
    { refreshInterval: (latest) => (latest?.items.some(({ current_run }) => current_run !== null) ? WATCH_MS : 0) },
  );
}

/** Stores a scenario: a new one, or (`before`) the next revision of one. */
export function saveScenario(flow_id: string, body: ScenarioIn, before: Scenario | null): Promise<Scenario> {
  if (!before) return read(client.POST("/api/tron/flows/{flow_id}/scenarios", { params: of(flow_id), body }));
  const params = { path: { flow_id, scenario_id: before.id } };
  const changed = { ...body, revision: before.revision };
  return read(client.PUT("/api/tron/flows/{flow_id}/scenarios/{scenario_id}", { params, body: changed }));
}

export async function deleteScenario(flow_id: string, scenario_id: string): Promise<void> {
  const params = { path: { flow_id, scenario_id } };
  const asked = client.DELETE("/api/tron/flows/{flow_id}/scenarios/{scenario_id}", { params });
  const { error, response } = await answered(asked);
  if (!response.ok) throw toApiError(error, response.status);
}

/** Asks for a run of one: over the draft in text, or (`spoken`) as calls over what is published. */
export function runScenario(flow_id: string, scenario_id: string, spoken: boolean): Promise<ScenarioRun> {
  const params = { path: { flow_id, scenario_id } };
  const asked = client.POST("/api/tron/flows/{flow_id}/scenarios/{scenario_id}/run", { params, body: { spoken } });
  return read(asked);
}

/** Asks for a run of all of them. */
export async function runScenarios(id: string): Promise<ScenarioRun[]> {
  return (await read(client.POST("/api/tron/flows/{flow_id}/scenarios/run", { params: of(id), body: {} }))).items;
}

/** Ends a run; what came of its tries is kept. */
export function cancelRun(flow_id: string, { id, scenario_id }: ScenarioRun): Promise<ScenarioRun> {
  const params = { path: { flow_id, scenario_id, run_id: id } };
  return read(client.POST("/api/tron/flows/{flow_id}/scenarios/{scenario_id}/runs/{run_id}/cancel", { params }));
}

/** Earlier runs of one, the newest first; null asks for none. */
export function useScenarioRuns(flow_id: string, scenario_id: string | null) {
  return useSWR(scenario_id === null ? null : [FLOWS, "runs", flow_id, scenario_id], async () => {
    const params = { path: { flow_id, scenario_id: scenario_id ?? "" } };
    return (await read(client.GET("/api/tron/flows/{flow_id}/scenarios/{scenario_id}/runs", { params }))).items;
  });
}

/** The agents that may speak a flow. */
export function useAgents() {
  return useSWR(["/api/tron/agents", "flows"], () =>
    read(client.GET("/api/tron/agents", { params: { query: { limit: 200, sort: "name" } } })),
  );
}

/** Loads every list and every flow again: one of them changed. */
export function useFlowsChanged(): () => Promise<unknown> {
  const { mutate } = useSWRConfig();
  return () => mutate((key) => key === FLOWS || (Array.isArray(key) && key[0] === FLOWS));
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
