import { Graph as Layout, layout } from "@dagrejs/dagre";
import { groupsIn } from "./groups";
import { outlineOf } from "./outline";
import { boxOf } from "./size";
import type { Graph, Point, Specs } from "./types";

const ACROSS = 36;
const DOWN = 60;

/** Places for all nodes that a line is drawn to or from: what follows stands below. Notes stay where they are. */
export function tidied(graph: Graph, specs: Specs): Map<string, Point> {
  const groups = groupsIn(graph);
  const drawn = new Layout({ multigraph: true, compound: groups.all.length > 0 });
  drawn.setGraph({ rankdir: "TB", nodesep: ACROSS, ranksep: DOWN, marginx: 0, marginy: 0 });
  drawn.setDefaultEdgeLabel(() => ({}));
  // In the order of the talk, and each node's ways from left to right: that is how they come to stand.
  const rows = outlineOf(graph, specs).filter(({ node }) => specs.get(node.type)?.runs ?? true);
  const known = new Set(rows.map(({ node }) => node.id));
  // A branch with ways left open says so in a line more.
  for (const { node, exits } of rows) drawn.setNode(node.id, { ...boxOf(node, specs, exits.length, exits.length > 1) });
  for (const { node, exits } of rows) {
    for (const { edge, target } of exits) {
      if (edge && target && known.has(target.id)) drawn.setEdge(node.id, target.id, {}, edge);
    }
  }
  // What is in a group stays together.
  for (const { id } of groups.all) drawn.setNode(id, {});
  for (const { node } of rows) {
    const group = groups.of.get(node.id);
    if (group) drawn.setParent(node.id, group.id);
  }
  const moving = rows.map(({ node }) => node);
  layout(drawn);
  return corners(moving.map(({ id }) => ({ id, box: drawn.node(id) })));
}

type Laid = { id: string; box: { x?: number; y?: number; width?: number; height?: number } };

/** dagre gives the middle of each box, and lines the middles of a rank up; here their upper edges are in line. */
function corners(laid: readonly Laid[]): Map<string, Point> {
  const tops = new Map<number, number>();
  for (const { box } of laid) {
    const middle = Math.round(box.y ?? 0);
    tops.set(middle, Math.min(tops.get(middle) ?? Number.POSITIVE_INFINITY, (box.y ?? 0) - (box.height ?? 0) / 2));
  }
  return new Map(
    laid.map(({ id, box }) => {
      const top = tops.get(Math.round(box.y ?? 0)) ?? 0;
      return [id, { x: Math.round((box.x ?? 0) - (box.width ?? 0) / 2), y: Math.round(top) }];
    }),
  );
}
