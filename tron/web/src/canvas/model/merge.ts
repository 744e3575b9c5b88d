import { same } from "@/lib/changes";
import type { FlowEdge, FlowNode, Graph } from "./types";

type Item = FlowNode | FlowEdge;

/** A node that both sides changed in different ways; null where a side has it no more. */
export type Clash = { id: string; mine: FlowNode | null; theirs: FlowNode | null };

/** Mine on top of theirs: nodes and edges that I changed since `base` are mine, all others theirs. */
export function mergedGraph(base: Graph, mine: Graph, theirs: Graph): Graph {
  const nodes = mergedItems(base.nodes, mine.nodes, theirs.nodes);
  const ids = new Set(nodes.map(({ id }) => id));
  const edges = mergedItems(base.edges, mine.edges, theirs.edges);
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

function mergedItems<One extends Item>(base: readonly One[], mine: readonly One[], theirs: readonly One[]): One[] {
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

const byId = <One extends Item>(items: readonly One[]) => new Map(items.map((one) => [one.id, one]));
