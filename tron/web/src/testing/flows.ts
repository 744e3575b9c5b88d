import { HttpResponse, http } from "msw";
import type { Flow, FlowCanvas, FlowSummary, FlowVersion } from "@/features/flows/types";
import { apiBase } from "@/lib/base";

const at = (path: string) => apiBase() + path;

export const FLOW_ID = "0190c3c4-0000-7000-8000-0000000000f1";

/** Start, greeting, a branch with one way connected, and an end. */
export function aCanvas(over: Partial<FlowCanvas> = {}): FlowCanvas {
  const node = (id: string, type: string, y: number, data = {}, label: string | null = null) => ({
    id,
    type,
    position: { x: 0, y },
    data,
    label,
  });
  return {
    schema_version: 1,
    nodes: [
      node("start", "start_outbound", 0),
      node("greet", "greeting", 120, { text: "Hello {{contact_name}}." }),
      node("want", "branch_intent", 240, {}, "What do they want?"),
      node("bye", "end_call", 360),
    ],
    edges: [
      { id: "e1", source: "start", target: "greet", sourceHandle: null },
      { id: "e2", source: "greet", target: "want", sourceHandle: "next" },
      { id: "e3", source: "want", target: "bye", sourceHandle: "interested" },
    ],
    viewport: { x: 0, y: 0, zoom: 1 },
    ...over,
  };
}

export function aFlow(over: Partial<Flow> = {}): Flow {
  return {
    id: FLOW_ID,
    name: "Renewal reminder",
    description: "Asks whether they renew.",
    canvas_data: aCanvas(),
    version: 2,
    is_template: false,
    draft_changed: true,
    require_scenarios: false,
    used_by: [],
    archived_at: null,
    revision: 5,
    created_at: "2026-02-10T09:00:00Z",
    updated_at: "2026-02-12T09:00:00Z",
    ...over,
  };
}

export function aFlowSummary(over: Partial<FlowSummary> = {}): FlowSummary {
  const { canvas_data, is_template, require_scenarios, used_by, ...shown } = aFlow();
  return { ...shown, language: "hi-IN", node_count: canvas_data.nodes.length, used_by_count: 1, ...over };
}

export function aFlowVersion(over: Partial<FlowVersion> = {}): FlowVersion {
  return {
    version: 2,
    note: "Asks twice",
    node_count: 4,
    warnings: 1,
    published_at: "2026-02-11T09:00:00Z",
    published_by: "Meera",
    ...over,
  };
}

const TITLES = {
  start_outbound: "Start (outbound)",
  greeting: "Greeting",
  branch_intent: "Branch (intent)",
  end_call: "End call",
};

/** The types of nodes that these canvases use, with what lists and panels read of them. */
export const someNodeTypes = Object.entries(TITLES).map(([type, title]) => ({
  type,
  category: "speech",
  icon: "box",
  title,
  help: "",
  handles: [],
  data_schema: { properties: { text: { title: "What the agent says" } } },
  defaults: {},
  is_start: type.startsWith("start"),
  is_end: type === "end_call",
  runs: true,
  entered_by_edge: true,
}));

const page = (...items: unknown[]) => HttpResponse.json({ items, next_cursor: null });

/** One flow with two versions, and one template. */
export const flowHandlers = [
  http.get(at("/api/tron/flows"), () => page(aFlowSummary())),
  http.get(at("/api/tron/flows/node-types"), () => page(...someNodeTypes)),
  http.get(at("/api/tron/flows/templates"), () =>
    page({
      id: "sales_agent",
      name: "Sales agent",
      description: "Offers a free trial at home.",
      language: "hi-IN",
      node_count: 4,
      canvas_data: aCanvas(),
    }),
  ),
  http.get(at("/api/tron/flows/:id"), () => HttpResponse.json(aFlow())),
  http.get(at("/api/tron/flows/:id/versions"), () =>
    page(aFlowVersion(), aFlowVersion({ version: 1, note: "", warnings: 0 })),
  ),
];
