import { groupsIn, isGroup } from "./groups";
import type { FlowNode, Graph, Specs, Way } from "./types";
import { exitsOf, wiringOf } from "./wiring";

/** Where one of a node's ways leads. */
export type Exit = { way: Way; edge: string | null; target: FlowNode | null };
/** `group`: the one that the node is in. A group itself stands before the first of its nodes. */
export type OutlineRow = { node: FlowNode; depth: number; exits: Exit[]; reached: boolean; group: FlowNode | null };

/** Every node once, in the order in which a call may come by: starts first, then globals, then what nothing leads to. */
export function outlineOf(graph: Graph, specs: Specs): OutlineRow[] {
  const wiring = wiringOf(graph);
  const { of } = groupsIn(graph);
  const rows: OutlineRow[] = [];
  const seen = new Set<string>();
  const walk = (first: FlowNode, reached: boolean) => {
    // A stack instead of recursion: a flow may be a thousand nodes long.
    const waiting: { node: FlowNode; depth: number }[] = [{ node: first, depth: 0 }];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { node, depth } = next;
      if (seen.has(node.id) || isGroup(node)) continue;
      seen.add(node.id);
      const group = of.get(node.id) ?? null;
      if (group && !seen.has(group.id)) {
        seen.add(group.id);
        rows.push({ node: group, depth, exits: [], reached: true, group: null });
      }
      const exits = exitsOf(node, specs, wiring).map(({ way, edge }) => ({
        way,
        edge: edge?.id ?? null,
        target: edge ? (wiring.nodes.get(edge.target) ?? null) : null,
      }));
      rows.push({ node, depth, exits, reached, group });
      const deeper = depth + (exits.length > 1 ? 1 : 0);
      for (const { target } of [...exits].reverse()) if (target) waiting.push({ node: target, depth: deeper });
    }
  };
  for (const node of graph.nodes) if (specs.get(node.type)?.is_start) walk(node, true);
  for (const node of graph.nodes) if (entersItself(node, specs)) walk(node, true);
  for (const node of graph.nodes) walk(node, false);
  return rows;
}

function entersItself({ type }: FlowNode, specs: Specs): boolean {
  const spec = specs.get(type);
  return spec !== undefined && !spec.entered_by_edge && spec.runs;
}
