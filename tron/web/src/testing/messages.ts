import { HttpResponse, http } from "msw";
import type { Got } from "@/lib/api";
import { apiBase } from "@/lib/base";
import { aField } from "./phone";

type Sender = Got<"/api/tron/message-senders">["items"][number];
type Kind = Got<"/api/tron/message-kinds">["items"][number];
type Template = Got<"/api/tron/message-templates">["items"][number];
type Message = Got<"/api/tron/messages">["items"][number];

export function aSender(over: Partial<Sender> = {}): Sender {
  return {
    id: "01920000-0000-7000-8000-000000000401",
    kind: "whatsapp",
    channel: "whatsapp",
    name: "Business",
    settings: { phone_number_id: "109876543210" },
    secrets_set: ["access_token"],
    enabled: true,
    is_default: true,
    hook_url: "https://tron.example/hooks/messages/01920000-0000-7000-8000-000000000401",
    revision: 3,
    created_at: "2026-11-27T10:00:00Z",
    updated_at: "2026-11-27T10:00:00Z",
    ...over,
  };
}

export function someKinds(): Kind[] {
  const form = [
    aField({ name: "phone_number_id", title: "Phone number id" }),
    aField({ name: "access_token", title: "Access token", kind: "secret" }),
  ];
  return [
    { name: "whatsapp", title: "WhatsApp Cloud API", channel: "whatsapp", form },
    { name: "pigeon", title: "Pigeon post", channel: "sms", form: [aField({ name: "loft", title: "Loft" })] },
  ];
}

export function aMessageTemplate(over: Partial<Template> = {}): Template {
  return {
    id: "01920000-0000-7000-8000-000000000402",
    name: "order",
    channel: "whatsapp",
    category: "service",
    text: "Order {{order_id}} comes.",
    variables: ["order_id"],
    dlt_template_id: "",
    header: "",
    whatsapp_name: "order_up",
    language: "hi",
    revision: 1,
    created_at: "2026-11-27T10:00:00Z",
    updated_at: "2026-11-27T10:00:00Z",
    ...over,
  };
}

export function aMessage(over: Partial<Message> = {}): Message {
  return {
    id: "01920000-0000-7000-8000-000000000403",
    call_id: null,
    direction: "out",
    phone_number: "+910000000001",
    channel: "whatsapp",
    sender: "Business",
    vendor_id: null,
    template: "",
    category: "service",
    text: "Order 42 comes.",
    state: "delivered",
    reason: null,
    error: null,
    created_at: "2026-11-27T10:00:00Z",
    sent_at: "2026-11-27T10:00:01Z",
    delivered_at: "2026-11-27T10:00:02Z",
    read_at: null,
    ...over,
  };
}

const page = (items: unknown[]) => HttpResponse.json({ items, next_cursor: null });

/** A Tron that sends by WhatsApp. */
export function messageHandlers({ senders = [aSender()], templates = [aMessageTemplate()] } = {}) {
  const at = (path: string) => `${apiBase()}/api/tron/${path}`;
  return [
    http.get(at("message-kinds"), () => page(someKinds())),
    http.get(at("message-senders"), () => page(senders)),
    http.get(at("message-templates"), () => page(templates)),
  ];
}
