import type { FlowEdge, FlowNode, Graph, Specs, Way } from "./types";
import { drawnWays, wayOf } from "./ways";

/** A graph made quick to ask: nodes by id, edges by both ends. */
export type Wiring = {
  nodes: ReadonlyMap<string, FlowNode>;
  outgoing: ReadonlyMap<string, readonly FlowEdge[]>;
  incoming: ReadonlyMap<string, readonly FlowEdge[]>;
};

const NONE: readonly FlowEdge[] = [];

export function wiringOf({ nodes, edges }: Graph): Wiring {
  return {
    nodes: new Map(nodes.map((node) => [node.id, node])),
    outgoing: grouped(edges, ({ source }) => source),
    incoming: grouped(edges, ({ target }) => target),
  };
}

export const outgoingOf = (wiring: Wiring, id: string) => wiring.outgoing.get(id) ?? NONE;
export const incomingOf = (wiring: Wiring, id: string) => wiring.incoming.get(id) ?? NONE;

/** A node's ways out and where each leads; null where nothing is connected. */
export function exitsOf(node: FlowNode, specs: Specs, wiring: Wiring): { way: Way; edge: FlowEdge | null }[] {
  const edges = outgoingOf(wiring, node.id);
  const ways = drawnWays(node, specs, edges);
  return ways.map((way) => ({ way, edge: edges.find((edge) => wayOf(edge, ways) === way.id) ?? null }));
}

/** The first way out that leads nowhere yet, needed ones first. */
export function freeWay(node: FlowNode, specs: Specs, wiring: Wiring): Way | null {
  const free = exitsOf(node, specs, wiring).filter(({ way, edge }) => edge === null && !way.stray);
  return (free.find(({ way }) => way.needed) ?? free[0])?.way ?? null;
}

function grouped(edges: readonly FlowEdge[], key: (edge: FlowEdge) => string): Map<string, FlowEdge[]> {
  const groups = new Map<string, FlowEdge[]>();
  for (const edge of edges) {
    const group = groups.get(key(edge));
    if (group) group.push(edge);
    else groups.set(key(edge), [edge]);
  }
  return groups;
}
