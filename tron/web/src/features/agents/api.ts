import useSWR, { useSWRConfig } from "swr";
import useSWRInfinite from "swr/infinite";
import { client, type Got, read } from "@/lib/api";
import { ApiError } from "@/lib/errors";
import type { components } from "@/lib/schema";

export type Agent = Got<"/api/tron/agents">["items"][number];
export type AgentCreate = components["schemas"]["AgentCreate"];
export type AgentUpdate = components["schemas"]["AgentUpdate"];
export type Trunk = Got<"/api/tron/trunks">["items"][number];
export type Template = Got<"/api/tron/agents/templates">["items"][number];
export type Voice = Got<"/api/tron/voices">["items"][number];
export type Flow = Got<"/api/tron/flows">["items"][number];
export type AvailableTool = Got<"/api/tron/tools/available">["items"][number];
export type AgentQuery = { search: string; archived: boolean };

const PAGE = 50;
/** An open agent is asked for again, so that a change elsewhere shows before the save. */
const WATCH_MS = 10_000;

/** The agents; more than 200 are for the page that has a search. */
export function useAgents() {
  return useSWR("/api/tron/agents", () => read(client.GET("/api/tron/agents", { params: { query: { limit: 200 } } })));
}

/** The agents that fit, newest first, a page at a time. */
export function useAgentPages({ search, archived }: AgentQuery) {
  return useSWRInfinite(
    (index, before: Got<"/api/tron/agents"> | null) => {
      if (index > 0 && !before?.next_cursor) return null;
      return ["/api/tron/agents", "page", search, archived, before?.next_cursor ?? null] as const;
    },
    ([, , words, old, cursor]) =>
      read(
        client.GET("/api/tron/agents", {
          params: {
            query: { limit: PAGE, archived: old, ...(words ? { search: words } : {}), ...(cursor ? { cursor } : {}) },
          },
        }),
      ),
  );
}

/** One agent, followed while it is open; null asks for none. */
export function useAgent(id: string | null) {
  return useSWR(
    id === null ? null : ["/api/tron/agents", "one", id],
    () => read(client.GET("/api/tron/agents/{agent_id}", { params: { path: { agent_id: id ?? "" } } })),
    {
      refreshInterval: WATCH_MS,
      keepPreviousData: false,
      shouldRetryOnError: (error: unknown) => !(error instanceof ApiError && error.status === 404),
    },
  );
}

export function useTemplates() {
  return useSWR("/api/tron/agents/templates", () => read(client.GET("/api/tron/agents/templates")), FIXED);
}

/** What an agent may be given to use in a call. */
export function useAvailableTools() {
  return useSWR("/api/tron/tools/available", () => read(client.GET("/api/tron/tools/available")));
}

/** What an agent says that has neither lines of its own nor a template. */
export function readGeneralLines(language: string) {
  return read(client.GET("/api/tron/agents/general-lines", { params: { query: { language } } }));
}

/** The trunks that an agent's calls may go out by. */
export function useTrunks() {
  return useSWR("/api/tron/trunks", () => read(client.GET("/api/tron/trunks")));
}

/** The flows that an agent may follow. */
export function useFlows() {
  return useSWR(["/api/tron/flows", "of agents"], async (): Promise<Flow[]> => {
    const { items } = await read(client.GET("/api/tron/flows", { params: { query: { limit: 200 } } }));
    return [...items].sort((a, b) => a.name.localeCompare(b.name));
  });
}

/** The numbers of a flow's published versions, the newest first; an empty id asks for none. */
export function useFlowVersions(flow_id: string) {
  return useSWR(flow_id === "" ? null : ["/api/tron/flows", "numbers", flow_id], async (): Promise<number[]> => {
    const { items } = await read(client.GET("/api/tron/flows/{flow_id}/versions", { params: { path: { flow_id } } }));
    return items.map(({ version }) => version).sort((a, b) => b - a);
  });
}

/** A flow of its own for an agent: its template's, else an empty one. */
export function makeFlow(template_id: string, name: string) {
  if (template_id === "") return read(client.POST("/api/tron/flows", { body: { name, description: "" } }));
  return read(client.POST("/api/tron/flows/from-template", { body: { template_id, name } }));
}

/** The voices that speak a language. */
export function useVoices(language: string) {
  return useSWR(["/api/tron/voices", language], () =>
    read(client.GET("/api/tron/voices", { params: { query: { language } } })),
  );
}

/** What Tron starts new agents with, by the settings' keys. */
export function useSettings() {
  return useSWR("/api/tron/settings", () => read(client.GET("/api/tron/settings")));
}

export function createAgent(body: AgentCreate): Promise<Agent> {
  return read(client.POST("/api/tron/agents", { body }));
}

export function saveAgent(id: string, body: AgentUpdate): Promise<Agent> {
  return read(client.PUT("/api/tron/agents/{agent_id}", { params: { path: { agent_id: id } }, body }));
}

export function deleteAgent(id: string) {
  return read(client.DELETE("/api/tron/agents/{agent_id}", { params: { path: { agent_id: id } } }));
}

/** Takes an agent back out of the archive. */
export function restoreAgent(id: string): Promise<Agent> {
  return read(client.POST("/api/tron/agents/{agent_id}/restore", { params: { path: { agent_id: id } } }));
}

export function duplicateAgent(id: string): Promise<Agent> {
  return read(client.POST("/api/tron/agents/{agent_id}/duplicate", { params: { path: { agent_id: id } } }));
}

/** A quick call with a saved agent to a number of the practice line. */
export function practiceCall(id: string, phone_number: string) {
  return read(
    client.POST("/api/tron/agents/{agent_id}/test-call", {
      params: { path: { agent_id: id } },
      body: { phone_number, line: "sandbox", ring: false },
    }),
  );
}

/** Loads every list and every agent again: one of them changed. */
export function useAgentsChanged(): () => Promise<unknown> {
  const { mutate } = useSWRConfig();
  return () => mutate((key) => isOfAgents(key));
}

/** Keeps an agent that a save answered with, so that its page shows it at once. */
export function useRememberAgent(): (agent: Agent) => Promise<unknown> {
  const { mutate } = useSWRConfig();
  return (agent) => mutate(["/api/tron/agents", "one", agent.id], agent, { revalidate: false });
}

function isOfAgents(key: unknown): boolean {
  return key === "/api/tron/agents" || (Array.isArray(key) && key[0] === "/api/tron/agents");
}

const FIXED = { revalidateOnFocus: false, revalidateIfStale: false } as const;

/** What a provider offers now. */
export function useModels(provider: Agent["llm_provider"]) {
  return useSWR(
    ["/api/tron/models", provider],
    () => read(client.GET("/api/tron/models", { params: { query: { provider } } })),
    { shouldRetryOnError: false, revalidateOnFocus: false, keepPreviousData: false },
  );
}

/** Who can be called on the practice line. */
export function usePracticePeople() {
  return useSWR("/api/tron/practice/people", () => read(client.GET("/api/tron/practice/people")), FIXED);
}
