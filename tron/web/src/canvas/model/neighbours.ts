import { isFolded, isGroup, membersOf } from "./groups";
import type { FlowNode, Graph, Specs } from "./types";
import { exitsOf, incomingOf, outgoingOf, wiringOf } from "./wiring";

export type Direction = "up" | "down" | "left" | "right";

/** The node that an arrow key walks to: down and up follow the edges, left and right the other ways of the same branch. */
export function neighbour(graph: Graph, id: string, direction: Direction, specs: Specs): string | null {
  const wiring = wiringOf(graph);
  const node = wiring.nodes.get(id);
  if (!node) return null;
  if (isGroup(node) && (direction === "down" || direction === "up")) return besideGroup(graph, node, direction);
  if (direction === "down") {
    const first = exitsOf(node, specs, wiring).find(({ edge }) => edge && wiring.nodes.has(edge.target));
    return first?.edge?.target ?? null;
  }
  if (direction === "up") return incomingOf(wiring, id).find(({ source }) => wiring.nodes.has(source))?.source ?? null;
  const sideways = siblings(graph, node, wiring);
  return beside(node, sideways, direction) ?? beside(node, graph.nodes, direction);
}

/** Into an open group by its first node; from a folded one along the lines that lead out of it, or into it. */
function besideGroup(graph: Graph, group: FlowNode, direction: "up" | "down"): string | null {
  const inside = new Set(membersOf(group));
  if (direction === "down" && !isFolded(group)) return graph.nodes.find(({ id }) => inside.has(id))?.id ?? null;
  const out = graph.edges.find(({ source, target }) =>
    direction === "down" ? inside.has(source) && !inside.has(target) : inside.has(target) && !inside.has(source),
  );
  return (direction === "down" ? out?.target : out?.source) ?? null;
}

/** The first node of a flow: where a walk begins. */
export function firstNode(graph: Graph, specs: Specs): string | null {
  return (graph.nodes.find(({ type }) => specs.get(type)?.is_start) ?? graph.nodes[0])?.id ?? null;
}

function siblings(graph: Graph, node: FlowNode, wiring: ReturnType<typeof wiringOf>): FlowNode[] {
  const parents = new Set(incomingOf(wiring, node.id).map(({ source }) => source));
  const ids = new Set([...parents].flatMap((parent) => outgoingOf(wiring, parent).map(({ target }) => target)));
  return graph.nodes.filter(({ id }) => ids.has(id));
}

/** The nearest one on that side; one that stands much higher or lower counts as further. */
function beside(node: FlowNode, others: readonly FlowNode[], direction: "left" | "right"): string | null {
  const sign = direction === "left" ? -1 : 1;
  let best: { id: string; far: number } | null = null;
  for (const other of others) {
    const across = (other.position.x - node.position.x) * sign;
    const apart = Math.abs(other.position.y - node.position.y);
    // What stands more above or below than beside is reached along the edges.
    if (other.id === node.id || across <= 0 || apart > across) continue;
    const far = across + 2 * apart;
    if (best === null || far < best.far) best = { id: other.id, far };
  }
  return best?.id ?? null;
}
