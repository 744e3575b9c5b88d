import { wholeGroup } from "../model/groups";
import type { Finding, FlowNode, Graph, Specs, Way } from "../model/types";
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

const worstOf = new WeakMap<readonly Finding[], ReadonlyMap<string, Finding>>();

/** The first error of each node, else its first warning. */
export function worst(findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  let found = worstOf.get(findings);
  if (!found) {
    const made = new Map<string, Finding>();
    for (const finding of findings) {
      const id = finding.node_id;
      const known = id === null ? undefined : made.get(id);
      if (id !== null && (!known || (known.severity === "warning" && finding.severity === "error")))
        made.set(id, finding);
    }
    found = made;
    worstOf.set(findings, found);
  }
  return found;
}
