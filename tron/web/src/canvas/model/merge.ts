import { same } from "@/lib/changes";
import { freshId } from "./ids";
import type { FlowEdge, FlowNode, Graph, Origin, Specs } from "./types";
import { wayOf, waysOf } from "./ways";

/** A node that both sides changed in different ways; null where a side has it no more. */
export type Clash = { id: string; mine: FlowNode | null; theirs: FlowNode | null };

/** A way out that leads elsewhere on both sides: the ids of the nodes; null for nowhere. */
export type WayClash = Origin & { mine: string | null; theirs: string | null };

/** Mine on top of theirs: nodes that I changed since `base`, and ways that I led elsewhere, are mine, all others theirs. */
export function mergedGraph(base: Graph, mine: Graph, theirs: Graph, specs: Specs): Graph {
  const nodes = mergedNodes(base.nodes, mine.nodes, theirs.nodes);
  const ids = new Set(nodes.map(({ id }) => id));
  const edges = mergedEdges(base, mine, theirs, specs);
  return { nodes, edges: edges.filter(({ source, target }) => ids.has(source) && ids.has(target)) };
}

/** The nodes that I changed and that the saved version has otherwise. */
export function clashes(base: Graph, mine: Graph, theirs: Graph): Clash[] {
  const [before, here, there] = [byId(base.nodes), byId(mine.nodes), byId(theirs.nodes)];
  return [...new Set([...here.keys(), ...before.keys()])].flatMap((id) => {
    const [my, their] = [here.get(id) ?? null, there.get(id) ?? null];
    return same(my, before.get(id) ?? null) || same(my, their) ? [] : [{ id, mine: my, theirs: their }];
  });
}

/** The ways that I led elsewhere and that lead otherwise in the saved version, of nodes that both have. */
export function wayClashes(base: Graph, mine: Graph, theirs: Graph, specs: Specs): WayClash[] {
  const ways = waysOfSides(base, mine, theirs, specs);
  const [here, there] = [byId(mine.nodes), byId(theirs.nodes)];
  return [...ways.values()].flatMap((sides) => {
    const { node, way, mine: my, theirs: their } = sides;
    const both = here.has(node) && there.has(node);
    if (!both || !isMine(sides, mine) || sameWay(my, their)) return [];
    return [{ node, way, mine: my[0]?.target ?? null, theirs: their[0]?.target ?? null }];
  });
}

function mergedNodes(
  base: readonly FlowNode[],
  mine: readonly FlowNode[],
  theirs: readonly FlowNode[],
): readonly FlowNode[] {
  const [before, here] = [byId(base), byId(mine)];
  const changed = (id: string) => !same(here.get(id), before.get(id));
  const there = new Set(theirs.map(({ id }) => id));
  const kept = theirs.flatMap((one) => {
    if (!changed(one.id)) return [one];
    const my = here.get(one.id);
    return my ? [my] : [];
  });
  return [...kept, ...mine.filter(({ id }) => !there.has(id) && changed(id))];
}

/** Way by way, as a way leads to one node: where both led it elsewhere it is mine alone. */
function mergedEdges(base: Graph, mine: Graph, theirs: Graph, specs: Specs): FlowEdge[] {
  const ways = waysOfSides(base, mine, theirs, specs);
  const edges = [...ways.values()].flatMap((sides) => {
    const own = isMine(sides, mine) || onlyCutOff(sides.before, sides.theirs, theirs);
    return own ? sides.mine : sides.theirs;
  });
  const seen = new Set<string>();
  return edges.map((edge) => {
    const kept = seen.has(edge.id) ? { ...edge, id: freshId("edge") } : edge;
    seen.add(kept.id);
    return kept;
  });
}

/** The edges of one way out, in the version that both started from and on both sides. */
type Sides = Origin & { before: FlowEdge[]; mine: FlowEdge[]; theirs: FlowEdge[] };

function waysOfSides(base: Graph, mine: Graph, theirs: Graph, specs: Specs): Map<string, Sides> {
  const found = new Map<string, Sides>();
  const sort = (graph: Graph, side: "before" | "mine" | "theirs") => {
    const nodes = byId(graph.nodes);
    for (const edge of graph.edges) {
      const source = nodes.get(edge.source);
      const way = wayOf(edge, source ? waysOf(specs.get(source.type), source.data) : []);
      const key = JSON.stringify([edge.source, way]);
      const sides = found.get(key) ?? { node: edge.source, way, before: [], mine: [], theirs: [] };
      sides[side].push(edge);
      found.set(key, sides);
    }
  };
  sort(theirs, "theirs");
  sort(mine, "mine");
  sort(base, "before");
  return found;
}

function isMine({ before, mine }: Sides, graph: Graph): boolean {
  return !sameWay(before, mine) && !onlyCutOff(before, mine, graph);
}

/** Whether a way lost its edges to a node that was deleted: nobody led it elsewhere. */
function onlyCutOff(before: readonly FlowEdge[], now: readonly FlowEdge[], { nodes }: Graph): boolean {
  if (now.length > 0 || before.length === 0) return false;
  const left = byId(nodes);
  return before.every(({ source, target }) => !left.has(source) || !left.has(target));
}

/** Whether a way leads to the same, whatever the ids of its edges are. */
function sameWay(a: readonly FlowEdge[], b: readonly FlowEdge[]): boolean {
  const said = ({ target, label }: FlowEdge) => [target, label ?? ""];
  return same(a.map(said), b.map(said));
}

const byId = <One extends { id: string }>(items: readonly One[]) => new Map(items.map((one) => [one.id, one]));
