import { freshId } from "./ids";
import { type Box, BRANCH_GAP, boxOf, freePlace, GAP, overlaps, placeBelow } from "./size";
import type { Data, FlowEdge, FlowNode, Graph, NodeSpec, Origin, Point, Specs } from "./types";
import { waysOf } from "./ways";
import { outgoingOf, wiringOf } from "./wiring";

/** A node of a type with its defaults. */
export function newNode(spec: NodeSpec, position: Point): FlowNode {
  return { id: freshId(spec.type), type: spec.type, position, data: structuredClone({ ...spec.defaults }) };
}

export function addNode(graph: Graph, node: FlowNode): Graph {
  return { ...graph, nodes: [...graph.nodes, node] };
}

/** Leads a way out to a node. A way leads to one node: what it led to before is let go. */
export function connect(graph: Graph, origin: Origin, target: string, specs: Specs): Graph {
  if (!canConnect(graph, origin, target, specs)) return graph;
  const edge: FlowEdge = { id: freshId("edge"), source: origin.node, sourceHandle: origin.way, target };
  return { ...graph, edges: [...graph.edges.filter((other) => !leavesBy(other, origin, graph, specs)), edge] };
}

/** Whether an edge may lead to this node: starts, globals and notes are not entered. */
export function canConnect(graph: Graph, origin: Origin, target: string, specs: Specs): boolean {
  const node = graph.nodes.find(({ id }) => id === target);
  const source = graph.nodes.some(({ id }) => id === origin.node);
  return source && node !== undefined && (specs.get(node.type)?.entered_by_edge ?? true);
}

/** Adds a node and leads a way out to it; what this way led to goes on after the new node. */
export function addAfter(graph: Graph, origin: Origin, node: FlowNode, specs: Specs): Graph {
  const before = graph.edges.find((edge) => leavesBy(edge, origin, graph, specs));
  const joined = connect(addNode(graph, node), origin, node.id, specs);
  const way = before ? waysOf(specs.get(node.type), node.data)[0] : undefined;
  return before && way ? connect(joined, { node: node.id, way: way.id }, before.target, specs) : joined;
}

/** Puts a node into an edge, half way. */
export function insertOnEdge(graph: Graph, edgeId: string, spec: NodeSpec, specs: Specs): [Graph, FlowNode | null] {
  const edge = graph.edges.find(({ id }) => id === edgeId);
  const source = graph.nodes.find(({ id }) => id === edge?.source);
  const target = graph.nodes.find(({ id }) => id === edge?.target);
  if (!edge || !source || !target) return [graph, null];
  const way = edge.sourceHandle ?? waysOf(specs.get(source.type), source.data)[0]?.id ?? "";
  const node = newNode(spec, { x: 0, y: 0 });
  const box = boxOf(node, specs, waysOf(spec, node.data).length);
  const middle = {
    x: (source.position.x + target.position.x) / 2,
    y: (source.position.y + target.position.y) / 2,
  };
  const below = target.position.y > source.position.y;
  const origin = { node: source.id, way };
  node.position = below ? placeFor(graph, spec, specs, origin, middle) : freePlace(middle, box, boxesOf(graph, specs));
  const next = addAfter(graph, origin, node, specs);
  return [below ? withRoom(next, node.id, specs) : next, node];
}

/** A place for a new node: below the node it comes after, else around the given point. */
export function placeFor(graph: Graph, spec: NodeSpec, specs: Specs, after: Origin | null, point: Point): Point {
  const box = boxOf({ ...newNode(spec, point) }, specs, waysOf(spec, { ...spec.defaults }).length);
  const taken = boxesOf(graph, specs);
  const index = graph.nodes.findIndex(({ id }) => id === after?.node);
  const from = taken[index];
  const source = graph.nodes[index];
  if (!from || !source || !after)
    return freePlace({ x: point.x - box.width / 2, y: point.y - box.height / 2 }, box, taken);
  const ways = waysOf(specs.get(source.type), source.data);
  const cell = ways.findIndex(({ id }) => id === after.way);
  const spread = ways.length > 1 ? (cell - (ways.length - 1) / 2) * (box.width + 36) : 0;
  const led = graph.edges.some((edge) => leavesBy(edge, after, graph, specs));
  // Into a way that leads on: what it led to makes room.
  return placeBelow(from, box, led ? [] : taken, { offset: spread, gap: ways.length > 1 ? BRANCH_GAP : GAP });
}

/** Moves what follows a node down, as far as the node stands on something. */
export function withRoom(graph: Graph, id: string, specs: Specs): Graph {
  const boxes = boxesOf(graph, specs);
  const at = graph.nodes.findIndex((node) => node.id === id);
  const box = boxes[at];
  if (!box || !boxes.some((other, index) => index !== at && overlaps(box, other))) return graph;
  const following = followers(graph, id);
  const first = Math.min(
    ...graph.nodes.flatMap((node, index) => (following.has(node.id) ? [boxes[index]?.y ?? 0] : [])),
  );
  const by = box.y + box.height + GAP - first;
  if (following.size === 0 || by <= 0) return graph;
  const nodes = graph.nodes.map((node) =>
    following.has(node.id) ? { ...node, position: { ...node.position, y: node.position.y + by } } : node,
  );
  return { ...graph, nodes };
}

/** All nodes that a talk may reach from this one and that do not stand above it. */
function followers(graph: Graph, id: string): Set<string> {
  const wiring = wiringOf(graph);
  const top = wiring.nodes.get(id)?.position.y ?? 0;
  const found = new Set<string>();
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const { target } of outgoingOf(wiring, next)) {
      const node = wiring.nodes.get(target);
      if (!node || target === id || found.has(target) || node.position.y < top) continue;
      found.add(target);
      waiting.push(target);
    }
  }
  return found;
}

/** Where each node stands. The frame of a group takes no room: nodes are put into it. */
export function boxesOf(graph: Graph, specs: Specs): (Point & Box)[] {
  return graph.nodes.map((node) => ({
    ...(node.type === "group" ? NOWHERE : node.position),
    ...boxOf(node, specs, waysOf(specs.get(node.type), node.data).length),
  }));
}

const NOWHERE: Point = { x: Number.POSITIVE_INFINITY, y: Number.POSITIVE_INFINITY };

export function removeNodes(graph: Graph, ids: ReadonlySet<string>): Graph {
  if (ids.size === 0) return graph;
  return {
    nodes: graph.nodes.filter(({ id }) => !ids.has(id)),
    edges: graph.edges.filter(({ source, target }) => !ids.has(source) && !ids.has(target)),
  };
}

export function removeEdges(graph: Graph, ids: ReadonlySet<string>): Graph {
  return ids.size === 0 ? graph : { ...graph, edges: graph.edges.filter(({ id }) => !ids.has(id)) };
}

/** Replaces a node's data. Where a row of ways got another id, its edge follows. */
export function setData(graph: Graph, id: string, data: Data, specs: Specs): Graph {
  const node = graph.nodes.find((one) => one.id === id);
  if (!node || node.data === data) return graph;
  const renamed = renamedWays(specs.get(node.type), node.data, data);
  const edges =
    renamed.size === 0
      ? graph.edges
      : graph.edges.map((edge) => {
          const next = edge.source === id && edge.sourceHandle ? renamed.get(edge.sourceHandle) : undefined;
          return next === undefined ? edge : { ...edge, sourceHandle: next };
        });
  return { nodes: graph.nodes.map((one) => (one === node ? { ...node, data } : one)), edges };
}

/** An empty label gives the type's name back. */
export function setLabel(graph: Graph, id: string, label: string): Graph {
  return changeNode(graph, id, (node) => {
    const { label: _, ...rest } = node;
    return label === "" ? rest : { ...rest, label };
  });
}

export function setEdgeLabel(graph: Graph, id: string, label: string): Graph {
  return {
    ...graph,
    edges: graph.edges.map((edge) => {
      if (edge.id !== id) return edge;
      const { label: _, ...rest } = edge;
      return label === "" ? rest : { ...rest, label };
    }),
  };
}

export function moveNodes(graph: Graph, places: ReadonlyMap<string, Point>): Graph {
  let moved = false;
  const nodes = graph.nodes.map((node) => {
    const place = places.get(node.id);
    if (!place || (place.x === node.position.x && place.y === node.position.y)) return node;
    moved = true;
    return { ...node, position: { x: place.x, y: place.y } };
  });
  return moved ? { ...graph, nodes } : graph;
}

function changeNode(graph: Graph, id: string, change: (node: FlowNode) => FlowNode): Graph {
  return { ...graph, nodes: graph.nodes.map((node) => (node.id === id ? change(node) : node)) };
}

function leavesBy(edge: FlowEdge, { node, way }: Origin, graph: Graph, specs: Specs): boolean {
  if (edge.source !== node) return false;
  if (edge.sourceHandle) return edge.sourceHandle === way;
  const source = graph.nodes.find(({ id }) => id === node);
  return (source ? waysOf(specs.get(source.type), source.data)[0]?.id : undefined) === way;
}

/** Rows keep their place when they are renamed: an id that went and one that came at the same place are one. */
function renamedWays(spec: NodeSpec | undefined, before: Data, after: Data): Map<string, string> {
  const old = waysOf(spec, before);
  const now = waysOf(spec, after);
  const renamed = new Map<string, string>();
  if (old.length !== now.length) return renamed;
  old.forEach((way, index) => {
    const next = now[index];
    const gone = !now.some(({ id }) => id === way.id);
    if (next && gone && !old.some(({ id }) => id === next.id)) renamed.set(way.id, next.id);
  });
  return renamed;
}
