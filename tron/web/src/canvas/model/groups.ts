import { newNode, removeNodes } from "./edits";
import type { Box } from "./size";
import type { FlowNode, Graph, Point, Specs } from "./types";

/** A group is a node that never runs: its data has the ids of the nodes inside. Where they stand, its frame is. */
export const GROUP = "group";
export const isGroup = ({ type }: Pick<FlowNode, "type">) => type === GROUP;

/** Whether nodes of a type are added one by one: a group is made around nodes that are there. */
export const isAdded = ({ type }: { type: string }) => type !== GROUP;

/** Between the frame and what is in it. */
const PAD = 20;
/** Above it: the title's row with little air. Less than GAP, so that a node right above the group stays clear of it. */
const TITLE = 32;
const HEAD = TITLE + 6;
/** A folded group: as wide as a node. */
const FOLDED: Box = { width: 228, height: 48 };

export function membersOf({ data }: FlowNode): string[] {
  const { nodes } = data;
  return Array.isArray(nodes) ? nodes.filter((id): id is string => typeof id === "string") : [];
}

export const isFolded = (group: FlowNode) => group.data["collapsed"] === true;

type Groups = {
  all: readonly FlowNode[];
  /** The group of each node that is in one. */
  of: ReadonlyMap<string, FlowNode>;
};

const known = new WeakMap<Graph, Groups>();

/** The groups of a graph, worked out once for each. A node that two groups name is in the first one. */
export function groupsIn(graph: Graph): Groups {
  let found = known.get(graph);
  if (!found) {
    const all = graph.nodes.filter(isGroup);
    const of = new Map<string, FlowNode>();
    for (const group of [...all].reverse()) for (const id of membersOf(group)) of.set(id, group);
    found = { all, of };
    known.set(graph, found);
  }
  return found;
}

/** The folded group that a node is out of sight in. */
export function foldedAround(graph: Graph, id: string): FlowNode | null {
  const group = groupsIn(graph).of.get(id);
  return group && isFolded(group) ? group : null;
}

/** The frame around boxes; folded, a box in its upper left corner. */
export function frameOf(boxes: readonly (Point & Box)[], folded: boolean): Point & Box {
  const { x, y } = cornerOf(boxes);
  if (folded) return { x, y, ...FOLDED };
  const right = Math.max(...boxes.map((box) => box.x + box.width)) + PAD;
  const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + PAD;
  return { x, y, width: right - x, height: bottom - y };
}

function cornerOf(places: readonly Point[]): Point {
  return {
    x: Math.min(...places.map(({ x }) => x)) - PAD,
    y: Math.min(...places.map(({ y }) => y)) - HEAD,
  };
}

/** Puts nodes into a new group. Groups among them are dissolved in it, and nodes leave the group they were in. */
export function grouped(graph: Graph, ids: ReadonlySet<string>, specs: Specs): [Graph, string | null] {
  const spec = specs.get(GROUP);
  const inside = new Set(withMembers(graph, ids));
  const nodes = graph.nodes.filter((node) => inside.has(node.id) && !isGroup(node)).map(({ id }) => id);
  if (!spec || nodes.length === 0) return [graph, null];
  const group = newNode(spec, { x: 0, y: 0 });
  const [old] = graph.nodes.filter((node) => inside.has(node.id) && isGroup(node));
  const made = { ...group, ...(old?.label ? { label: old.label } : {}), data: { ...group.data, nodes } };
  const left = ungrouped(graph, inside);
  return [settled({ ...left, nodes: [...left.nodes.map((node) => without(node, inside)), made] }), group.id];
}

/** Takes the frames away and leaves what was in them. */
export function ungrouped(graph: Graph, ids: ReadonlySet<string>): Graph {
  return removeNodes(graph, new Set(groupsIn(graph).all.flatMap(({ id }) => (ids.has(id) ? [id] : []))));
}

/** Moves a node into a group, or out of every one. */
export function regrouped(graph: Graph, id: string, groupId: string | null): Graph {
  const nodes = graph.nodes.map((node) => {
    if (node.id !== groupId) return without(node, new Set([id]));
    return membersOf(node).includes(id) ? node : withNodes(node, [...membersOf(node), id]);
  });
  return settled({ ...graph, nodes });
}

export function folded(graph: Graph, id: string, collapsed: boolean): Graph {
  const group = graph.nodes.find((node) => node.id === id);
  if (!group || isFolded(group) === collapsed) return graph;
  const nodes = graph.nodes.map((node) => (node === group ? { ...node, data: { ...node.data, collapsed } } : node));
  return { ...graph, nodes };
}

/** The ids, and those of the nodes inside groups among them. */
export function withMembers(graph: Graph, ids: Iterable<string>): string[] {
  const { all } = groupsIn(graph);
  const chosen = [...ids];
  if (all.length === 0) return chosen;
  const here = new Set(chosen);
  const inside = all.flatMap((group) => (here.has(group.id) ? membersOf(group) : []));
  const there = new Set(graph.nodes.map(({ id }) => id));
  return [...new Set([...chosen, ...inside.filter((id) => there.has(id))])];
}

/** The group that is chosen as a whole, and nothing else. */
export function wholeGroup(graph: Graph, ids: ReadonlySet<string>): FlowNode | null {
  const { all } = groupsIn(graph);
  return all.find((group) => ids.has(group.id) && withMembers(graph, [group.id]).length === ids.size) ?? null;
}

/** Places for all that moves where some nodes are moved: what is in a group goes with it. */
export function withMoved(graph: Graph, places: ReadonlyMap<string, Point>): ReadonlyMap<string, Point> {
  const moving = groupsIn(graph).all.filter(({ id }) => places.has(id));
  if (moving.length === 0) return places;
  const all = new Map(places);
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  for (const group of moving) {
    const inside = membersOf(group).flatMap((id) => byId.get(id) ?? []);
    const from = cornerOf(inside.map(({ position }) => position));
    const to = places.get(group.id) ?? from;
    for (const { id, position } of inside) {
      if (!places.has(id)) all.set(id, { x: position.x + to.x - from.x, y: position.y + to.y - from.y });
    }
  }
  return all;
}

/** Groups as the nodes inside have them: without those that are gone, in the place of their frame. An empty one goes. */
export function settled(graph: Graph): Graph {
  const { all } = groupsIn(graph);
  if (all.length === 0) return graph;
  const places = new Map(graph.nodes.flatMap((node) => (isGroup(node) ? [] : [[node.id, node.position] as const])));
  const nodes = graph.nodes.flatMap((node) => (isGroup(node) ? settledGroup(node, places, graph) : [node]));
  const same = nodes.length === graph.nodes.length && nodes.every((node, index) => node === graph.nodes[index]);
  return same ? graph : { ...graph, nodes };
}

function settledGroup(group: FlowNode, places: ReadonlyMap<string, Point>, graph: Graph): FlowNode[] {
  const { of } = groupsIn(graph);
  const inside = [...new Set(membersOf(group))].filter((id) => places.has(id) && of.get(id)?.id === group.id);
  if (inside.length === 0) return [];
  const position = cornerOf(inside.flatMap((id) => places.get(id) ?? []));
  const stands = position.x === group.position.x && position.y === group.position.y;
  const whole = withNodes(group, inside);
  return [stands ? whole : { ...whole, position }];
}

function without(node: FlowNode, gone: ReadonlySet<string>): FlowNode {
  return isGroup(node)
    ? withNodes(
        node,
        membersOf(node).filter((id) => !gone.has(id)),
      )
    : node;
}

/** The group with these nodes; the same object where it has them. */
function withNodes(group: FlowNode, nodes: readonly string[]): FlowNode {
  const before = membersOf(group);
  const same = before.length === nodes.length && before.every((id, index) => id === nodes[index]);
  return same ? group : { ...group, data: { ...group.data, nodes: [...nodes] } };
}
