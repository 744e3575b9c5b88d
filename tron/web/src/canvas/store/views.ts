import { wholeGroup } from "../model/groups";
import type { Finding, FlowEdge, FlowNode, Graph, Specs, Way } from "../model/types";
import { drawnWays } from "../model/ways";
import { exitsOf, outgoingOf, type Wiring, wiringOf } from "../model/wiring";
import type { EditorState } from "./editor";

/** What is asked of a graph by many parts at once is worked out once per graph. */
const wirings = new WeakMap<Graph, Wiring>();

export function wired(graph: Graph): Wiring {
  let found = wirings.get(graph);
  if (!found) {
    found = wiringOf(graph);
    wirings.set(graph, found);
  }
  return found;
}

export function nodeOf({ graph }: Pick<EditorState, "graph">, id: string | null): FlowNode | null {
  return id === null ? null : (wired(graph).nodes.get(id) ?? null);
}

export function edgeOf({ graph }: Pick<EditorState, "graph">, id: string | null): FlowEdge | null {
  return id === null ? null : (graph.edges.find((edge) => edge.id === id) ?? null);
}

/** The one node, or group with what is in it, that is selected; null for none or several. */
export function onlySelected({ selected, graph }: Pick<EditorState, "selected" | "graph">): string | null {
  const [first] = selected;
  if (selected.size === 1 && first !== undefined) return first;
  return selected.size === 0 ? null : (wholeGroup(graph, selected)?.id ?? null);
}

/** A node's ways out, as drawn. */
export function waysIn({ graph, specs }: { graph: Graph; specs: Specs }, node: FlowNode): Way[] {
  return drawnWays(node, specs, outgoingOf(wired(graph), node.id));
}

/** The ids of a node's needed ways that lead nowhere, as one text: equal texts draw nothing again. */
export function openWays({ graph, specs }: { graph: Graph; specs: Specs }, id: string): string {
  const node = wired(graph).nodes.get(id);
  if (!node) return "";
  return exitsOf(node, specs, wired(graph))
    .flatMap(({ way, edge }) => (edge === null && way.needed ? [way.id] : []))
    .join(" ");
}

const troubles = new WeakMap<readonly Finding[], ReadonlyMap<string, readonly Finding[]>>();
const NONE: readonly Finding[] = [];

function byNode(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  let found = troubles.get(findings);
  if (!found) {
    const made = new Map<string, Finding[]>();
    for (const severity of ["error", "warning"]) {
      for (const finding of findings) {
        if (finding.node_id === null || finding.severity !== severity) continue;
        made.set(finding.node_id, [...(made.get(finding.node_id) ?? []), finding]);
      }
    }
    found = made;
    troubles.set(findings, found);
  }
  return found;
}

/** All that was found at a node, errors first. */
export function troublesOf(findings: readonly Finding[], id: string): readonly Finding[] {
  return byNode(findings).get(id) ?? NONE;
}

/** The first error of a node, else its first warning. */
export function worst(findings: readonly Finding[], id: string): Finding | undefined {
  return byNode(findings).get(id)?.[0];
}
