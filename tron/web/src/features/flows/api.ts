import useSWR, { useSWRConfig } from "swr";
import useSWRInfinite from "swr/infinite";
import { answered, client, read } from "@/lib/api";
import { ApiError, toApiError } from "@/lib/errors";
import type { components } from "@/lib/schema";
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
  Side,
} from "./types";

export type FlowQuery = { search: string; archived: boolean };
type Shown = components["schemas"]["FlowOut"];

/** With it every key of flows begins. */
export const FLOWS = "/api/tron/flows";
const PAGE = 50;
/** Where a model may play along before the answer comes. */
const PATIENT_MS = 600_000;
const FIXED = { revalidateOnFocus: false, revalidateIfStale: false } as const;

/** What a request about one flow is addressed by. */
export const of = (flow_id: string) => ({ path: { flow_id } });
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

/** Loads every list and every flow again: one of them changed. */
export function useFlowsChanged(): () => Promise<unknown> {
  const { mutate } = useSWRConfig();
  return () => mutate((key) => key === FLOWS || (Array.isArray(key) && key[0] === FLOWS));
}
