import useSWR, { useSWRConfig } from "swr";
import { answered, client, type Got, read } from "@/lib/api";
import { toApiError } from "@/lib/errors";
import type { components } from "@/lib/schema";

export type SenderKind = Got<"/api/tron/message-kinds">["items"][number];
export type Sender = Got<"/api/tron/message-senders">["items"][number];
export type SenderIn = components["schemas"]["SenderIn"];
export type Template = Got<"/api/tron/message-templates">["items"][number];
export type TemplateIn = components["schemas"]["TemplateIn"];
export type Message = Got<"/api/tron/messages">["items"][number];
export type Channel = Template["channel"];

const KINDS = "/api/tron/message-kinds";
const SENDERS = "/api/tron/message-senders";
const TEMPLATES = "/api/tron/message-templates";

export function useSenderKinds() {
  return useSWR(KINDS, () => read(client.GET(KINDS)));
}

export function useSenders() {
  return useSWR(SENDERS, () => read(client.GET(SENDERS)));
}

export function useTemplates() {
  return useSWR(TEMPLATES, () => read(client.GET(TEMPLATES)));
}

/** Asks for senders and templates again. */
export function useMessagesChanged(): () => void {
  const { mutate } = useSWRConfig();
  return () => void Promise.all([mutate(SENDERS), mutate(TEMPLATES)]);
}

export function saveSender(body: SenderIn, stored: Sender | null): Promise<Sender> {
  if (stored === null) return read(client.POST(SENDERS, { body }));
  const params = { path: { sender_id: stored.id } };
  return read(client.PUT(`${SENDERS}/{sender_id}`, { params, body: { ...body, revision: stored.revision } }));
}

export function removeSender(sender_id: string): Promise<void> {
  return done(client.DELETE(`${SENDERS}/{sender_id}`, { params: { path: { sender_id } } }));
}

export type Try = components["schemas"]["MessageTestIn"];

/** Sends one message by it. */
export function trySender(sender_id: string, body: Try): Promise<Message> {
  return read(client.POST(`${SENDERS}/{sender_id}/test`, { params: { path: { sender_id } }, body }));
}

export function saveTemplate(body: TemplateIn, stored: Template | null): Promise<Template> {
  if (stored === null) return read(client.POST(TEMPLATES, { body }));
  const params = { path: { template_id: stored.id } };
  return read(client.PUT(`${TEMPLATES}/{template_id}`, { params, body: { ...body, revision: stored.revision } }));
}

export function removeTemplate(template_id: string): Promise<void> {
  return done(client.DELETE(`${TEMPLATES}/{template_id}`, { params: { path: { template_id } } }));
}

/** For answers without a body. */
async function done(request: Parameters<typeof answered>[0]): Promise<void> {
  const { error, response } = await answered(request);
  if (!response.ok) throw toApiError(error, response.status);
}
