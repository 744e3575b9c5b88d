import { allSpecs } from "@/testing/nodeTypes";
import type { Data, FlowEdge, FlowNode, Graph } from "../model/types";

export const specs = allSpecs;

export function node(id: string, type: string, data: Data = {}, x = 0, y = 0): FlowNode {
  const spec = specs.get(type);
  return { id, type, position: { x, y }, data: { ...spec?.defaults, ...data } };
}

export function edge(source: string, target: string, sourceHandle: string | null = "next"): FlowEdge {
  return { id: `${source}-${sourceHandle}-${target}`, source, target, sourceHandle };
}

/** Start, greeting, a branch with two of its three ways connected, and two ends. */
export function aGraph(): Graph {
  return {
    nodes: [
      node("start", "start_outbound", {}, 0, 0),
      node("greet", "greeting", { text: "Hello {{contact_name}}." }, 0, 100),
      node("want", "branch_intent", {}, -56, 240),
      node("yes", "end_call", { outcome: "interested" }, -200, 400),
      node("no", "end_call", {}, 200, 400),
    ],
    edges: [
      edge("start", "greet", null),
      edge("greet", "want"),
      edge("want", "yes", "interested"),
      edge("want", "no", "not_interested"),
    ],
  };
}

export const ids = (graph: Graph) => graph.nodes.map(({ id }) => id);

/** The edges as "source.handle>target". */
export const lines = (graph: Graph) =>
  graph.edges.map(({ source, sourceHandle, target }) => `${source}.${sourceHandle ?? ""}>${target}`).sort();
