import { Graph as Layout, layout } from "@dagrejs/dagre";
import { boxOf } from "./size";
import type { Graph, Point, Specs } from "./types";
import { drawnWays } from "./ways";
import { outgoingOf, wiringOf } from "./wiring";

const ACROSS = 36;
const DOWN = 44;

/** Places for all nodes that a line is drawn to or from: what follows stands below. Notes stay where they are. */
export function tidied(graph: Graph, specs: Specs): Map<string, Point> {
  const wiring = wiringOf(graph);
  const drawn = new Layout({ multigraph: true });
  drawn.setGraph({ rankdir: "TB", nodesep: ACROSS, ranksep: DOWN, marginx: 0, marginy: 0 });
  drawn.setDefaultEdgeLabel(() => ({}));
  const moving = graph.nodes.filter((node) => specs.get(node.type)?.runs ?? true);
  for (const node of moving) {
    const ways = drawnWays(node, specs, outgoingOf(wiring, node.id));
    drawn.setNode(node.id, { ...boxOf(node, specs, ways.length) });
  }
  const known = new Set(moving.map(({ id }) => id));
  for (const edge of graph.edges) {
    if (known.has(edge.source) && known.has(edge.target)) drawn.setEdge(edge.source, edge.target, {}, edge.id);
  }
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
