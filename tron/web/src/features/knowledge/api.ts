import useSWR, { useSWRConfig } from "swr";
import { answered, client, type Got, read } from "@/lib/api";
import { apiBase } from "@/lib/base";
import { ApiError, toApiError } from "@/lib/errors";
import type { components } from "@/lib/schema";

const DOCUMENTS = "/api/tron/agents/{agent_id}/knowledge";

export type KnownDocument = Got<typeof DOCUMENTS>["items"][number];
export type Answer = components["schemas"]["KnowledgeAnswer"];

/** The server takes no more. */
export const MOST_BYTES = 10_000_000;
/** What the server can read, for the dialog that chooses files. */
export const ENDINGS = ".pdf,.docx,.txt,.md,.csv,.tsv,.html,.htm";
/** Indexing goes on in the background: look again until it is through. */
const WATCH_MS = 1500;

const keyOf = (agentId: string) => [DOCUMENTS, agentId] as const;
const on = (agentId: string) => ({ params: { path: { agent_id: agentId } } });
const onDocument = ({ agent_id, id }: KnownDocument) => ({ params: { path: { agent_id, document_id: id } } });

export function isUnderWay({ state }: KnownDocument): boolean {
  return state === "queued" || state === "indexing";
}

export function useDocuments(agentId: string) {
  return useSWR(keyOf(agentId), () => read(client.GET(DOCUMENTS, on(agentId))), {
    refreshInterval: (latest) => (latest?.items.some(isUnderWay) ? WATCH_MS : 0),
  });
}

export function useDocumentsChanged(agentId: string): () => void {
  const { mutate } = useSWRConfig();
  return () => void mutate(keyOf(agentId));
}

export function addText(agentId: string, title: string, text: string): Promise<KnownDocument> {
  return read(client.POST(DOCUMENTS, { ...on(agentId), body: { kind: "text", title, text } }));
}

export function addUrl(agentId: string, url: string): Promise<KnownDocument> {
  return read(client.POST(DOCUMENTS, { ...on(agentId), body: { kind: "url", url } }));
}

/** Sends the file as it is; that may take longer than other answers, so nothing but the network ends it. */
export async function addFile(agentId: string, file: File): Promise<void> {
  const query = new URLSearchParams({ filename: file.name });
  const address = `${apiBase()}/api/tron/agents/${agentId}/knowledge/files?${query}`;
  let response: Response;
  try {
    response = await fetch(address, {
      method: "POST",
      body: file,
      headers: { "Content-Type": file.type || "application/octet-stream" },
    });
  } catch {
    throw new ApiError("unreachable", 0);
  }
  if (!response.ok) throw toApiError(await response.json().catch(() => undefined), response.status);
}

export async function removeDocument(document: KnownDocument): Promise<void> {
  const { error, response } = await answered(client.DELETE(`${DOCUMENTS}/{document_id}`, onDocument(document)));
  if (!response.ok) throw toApiError(error, response.status);
}

export function retryDocument(document: KnownDocument): Promise<KnownDocument> {
  return read(client.POST(`${DOCUMENTS}/{document_id}/retry`, onDocument(document)));
}

export function ask(agentId: string, query: string): Promise<Answer> {
  return read(client.POST(`${DOCUMENTS}/search`, { ...on(agentId), body: { query, limit: 3 } }));
}
