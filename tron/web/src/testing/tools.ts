import type { AvailableTool } from "@/features/agents/api";
import type { Server, Tool } from "@/features/tools/api";

export function aTool(over: Partial<Tool> = {}): Tool {
  return {
    id: "01920000-0000-7000-8000-000000000101",
    name: "order_status",
    description: "Where an order is.",
    parameters: {
      type: "object",
      properties: { order_id: { type: "string", description: "As in A1." } },
      required: ["order_id"],
    },
    method: "GET",
    url: "https://shop.example/orders/{order_id}",
    headers: { Authorization: "Bearer {{secret:SHOP_KEY}}" },
    timeout_seconds: 8,
    enabled: true,
    revision: 1,
    created_at: "2026-11-27T10:00:00Z",
    updated_at: "2026-11-27T10:00:00Z",
    ...over,
  };
}

export function aServer(over: Partial<Server> = {}): Server {
  const offered = (name: string, description: string) => ({
    name,
    full_name: `shop__${name}`,
    description,
    allowed: true,
  });
  return {
    id: "01920000-0000-7000-8000-000000000102",
    name: "shop",
    url: "https://mcp.example/mcp",
    transport: "streamable_http",
    headers: {},
    allowed_tools: null,
    timeout_seconds: 8,
    enabled: true,
    state: "connected",
    state_code: null,
    state_message: null,
    tools: [offered("order_status", "Where an order is."), offered("cancel_order", "Cancel an order.")],
    checked_at: "2026-11-27T10:00:00Z",
    revision: 1,
    created_at: "2026-11-27T10:00:00Z",
    updated_at: "2026-11-27T10:00:00Z",
    ...over,
  };
}

/** What agents may be given: the built-in tools, one of HTTP, one of a server that is away. */
export function someTools(): AvailableTool[] {
  const builtin = ["end_call", "remember", "schedule_callback", "press_keys"].map((name) => ({
    name,
    kind: "builtin" as const,
    description: "Built in.",
    server: null,
    usable: true,
  }));
  const description = "Where an order is.";
  return [
    ...builtin,
    { name: "order_status", kind: "http", description, server: null, usable: true },
    { name: "shop__order_status", kind: "mcp", description, server: "shop", usable: false },
  ];
}
