import useSWR, { useSWRConfig } from "swr";
import { answered, client, type Got, read } from "@/lib/api";
import { toApiError } from "@/lib/errors";
import type { components } from "@/lib/schema";

export type Tool = Got<"/api/tron/tools">["items"][number];
export type ToolIn = components["schemas"]["HttpToolIn"];
export type ToolTried = components["schemas"]["ToolTestOut"];
export type Server = Got<"/api/tron/mcp-servers">["items"][number];
export type ServerIn = components["schemas"]["McpServerIn"];
export type ServerTried = components["schemas"]["McpTestOut"];
export type Offered = Server["tools"][number];
export type Secret = Got<"/api/tron/tool-secrets">["items"][number];

const TOOLS = "/api/tron/tools";
const SERVERS = "/api/tron/mcp-servers";
const SECRETS = "/api/tron/tool-secrets";
/** A new server is asked in the background: look again until it has answered. */
const WATCH_MS = 2000;

export function useTools() {
  return useSWR(TOOLS, () => read(client.GET(TOOLS)));
}

export function useServers() {
  return useSWR(SERVERS, () => read(client.GET(SERVERS)), {
    refreshInterval: (latest) => (latest?.items.some(({ state }) => state === "unknown") ? WATCH_MS : 0),
  });
}

export function useSecrets() {
  return useSWR(SECRETS, () => read(client.GET(SECRETS)));
}

/** Asks for everything about tools again: a tool's header tells which secrets are used, and so on. */
export function useToolsChanged(): () => void {
  const { mutate } = useSWRConfig();
  return () => void mutate((key) => [TOOLS, SERVERS, SECRETS, `${TOOLS}/available`].includes(String(key)));
}

export function saveTool(body: ToolIn, stored: Tool | null): Promise<Tool> {
  if (stored === null) return read(client.POST(TOOLS, { body }));
  const params = { path: { tool_id: stored.id } };
  return read(client.PUT(`${TOOLS}/{tool_id}`, { params, body: { ...body, revision: stored.revision } }));
}

export function removeTool(id: string): Promise<void> {
  return done(client.DELETE(`${TOOLS}/{tool_id}`, { params: { path: { tool_id: id } } }));
}

export function tryTool(tool: ToolIn, args: Record<string, unknown>): Promise<ToolTried> {
  return read(client.POST(`${TOOLS}/test`, { body: { tool, arguments: args } }));
}

export function saveServer(body: ServerIn, stored: Server | null): Promise<Server> {
  if (stored === null) return read(client.POST(SERVERS, { body }));
  const params = { path: { server_id: stored.id } };
  return read(client.PUT(`${SERVERS}/{server_id}`, { params, body: { ...body, revision: stored.revision } }));
}

export function removeServer(id: string): Promise<void> {
  return done(client.DELETE(`${SERVERS}/{server_id}`, { params: { path: { server_id: id } } }));
}

export function refreshServer(id: string): Promise<Server> {
  return read(client.POST(`${SERVERS}/{server_id}/refresh`, { params: { path: { server_id: id } } }));
}

export function tryServer(body: ServerIn): Promise<ServerTried> {
  return read(client.POST(`${SERVERS}/test`, { body }));
}

export function putSecret(name: string, value: string): Promise<Secret> {
  return read(client.PUT(`${SECRETS}/{name}`, { params: { path: { name } }, body: { value } }));
}

export function removeSecret(name: string): Promise<void> {
  return done(client.DELETE(`${SECRETS}/{name}`, { params: { path: { name } } }));
}

/** For answers without a body. */
async function done(request: Parameters<typeof answered>[0]): Promise<void> {
  const { error, response } = await answered(request);
  if (!response.ok) throw toApiError(error, response.status);
}
