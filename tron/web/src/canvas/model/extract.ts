import { newNode } from "./edits";
import { groupsIn, isGroup, membersOf, regrouped, wholeGroup } from "./groups";
import { freshId } from "./ids";
import type { Data, FlowCanvas, FlowEdge, FlowNode, Graph, NodeSpec, Specs } from "./types";
import { keptBy, lookedUpIn } from "./variables";

/** As many values as a subflow node takes, and gives back. */
const MOST_VALUES = 50;

/** Why some nodes make no subflow: for the texts under canvas.extract.problem. */
export type ExtractProblem = "few" | "start" | "entries" | "exits" | "none";

export type Extraction = {
  /** The nodes as a flow of their own, with a start and an end that returns. */
  inner: FlowCanvas;
  /** The canvas with a subflow node in their place, whose data is still to name the new flow. */
  graph: Graph;
  node: FlowNode;
};

/** Without the frame that stands around all of them: the new flow is that group. */
function unframed(graph: Graph, chosen: ReadonlySet<string>): ReadonlySet<string> {
  const whole = wholeGroup(graph, chosen);
  return whole ? new Set([...chosen].filter((id) => id !== whole.id)) : chosen;
}

type Border = { entry: string; exits: FlowEdge[]; into: FlowEdge[] };

/** Takes nodes out into a flow of their own. They need one node where all comes in and one place where all goes out. */
export function extract(graph: Graph, chosen: ReadonlySet<string>, specs: Specs): Extraction | ExtractProblem {
  const ids = unframed(graph, chosen);
  const subflow = specs.get("subflow");
  const border = borderOf(graph, ids, specs);
  if (!subflow) return "none";
  return typeof border === "string" ? border : cut(graph, ids, border, subflow, specs);
}

function borderOf(graph: Graph, ids: ReadonlySet<string>, specs: Specs): Border | ExtractProblem {
  const inside = graph.nodes.filter((node) => ids.has(node.id) && !isGroup(node));
  if (inside.length < 2) return "few";
  if (inside.some(({ type }) => specs.get(type)?.is_start || type === "global")) return "start";
  const into = graph.edges.filter(({ source, target }) => !ids.has(source) && ids.has(target));
  const exits = graph.edges.filter(({ source, target }) => ids.has(source) && !ids.has(target));
  const entries = new Set(into.map(({ target }) => target));
  const [entry] = entries;
  if (entries.size !== 1 || entry === undefined) return "entries";
  return new Set(exits.map(({ target }) => target)).size > 1 ? "exits" : { entry, exits, into };
}

function cut(graph: Graph, ids: ReadonlySet<string>, border: Border, subflow: NodeSpec, specs: Specs): Extraction {
  const { entry, exits, into } = border;
  const inside = graph.nodes.filter(({ id }) => ids.has(id));
  const place = inside.find(({ id }) => id === entry)?.position ?? { x: 0, y: 0 };
  const bare = newNode(subflow, { ...place });
  const node = { ...bare, data: { ...bare.data, ...valuesOf(graph, ids, specs) } };
  const [exit] = exits;
  const group = groupsIn(graph).of.get(entry);
  // What is left of a group takes the subflow in.
  const around = group && membersOf(group).some((id) => !ids.has(id)) ? group.id : null;
  const within = new Set([...into, ...exits].map(({ id }) => id));
  const edges = graph.edges.flatMap((edge): FlowEdge[] => {
    if (into.includes(edge)) return [{ ...edge, target: node.id }];
    if (edge === exit) return [{ id: edge.id, source: node.id, sourceHandle: firstWay(subflow), target: edge.target }];
    return ids.has(edge.source) || ids.has(edge.target) || within.has(edge.id) ? [] : [edge];
  });
  return {
    inner: innerCanvas(graph, ids, border, inside, specs),
    graph: regrouped({ nodes: [...graph.nodes.filter(({ id }) => !ids.has(id)), node], edges }, node.id, around),
    node,
  };
}

/** A subflow has variables of its own: what its nodes look up goes in, what they keep comes back under the same names. */
function valuesOf(graph: Graph, ids: ReadonlySet<string>, specs: Specs): Data {
  const inside = graph.nodes.filter(({ id }) => ids.has(id));
  const outside = graph.nodes.filter(({ id }) => !ids.has(id));
  const known = [...new Set(outside.flatMap((node) => keptBy(node, specs)))];
  // A message's template names what it takes, and stands elsewhere.
  const whole = inside.some(({ data }) => typeof data["template"] === "string" && data["template"] !== "");
  const read = new Set(inside.flatMap(({ data }) => lookedUpIn(data)));
  const kept = [...new Set(inside.flatMap((node) => keptBy(node, specs)))];
  return {
    inputs: known
      .filter((name) => whole || read.has(name))
      .slice(0, MOST_VALUES)
      .map((name) => ({ name, value: `{{${name}}}` })),
    outputs: kept.slice(0, MOST_VALUES).map((name) => ({ variable: name, inner: name })),
  };
}

function innerCanvas(
  graph: Graph,
  ids: ReadonlySet<string>,
  { entry, exits }: Border,
  inside: readonly FlowNode[],
  specs: Specs,
): FlowCanvas {
  const top = Math.min(...inside.map(({ position }) => position.y));
  const bottom = Math.max(...inside.map(({ position }) => position.y));
  const left = inside.find(({ id }) => id === entry)?.position.x ?? 0;
  const kept = graph.edges.filter(({ source, target }) => ids.has(source) && ids.has(target));
  const start: FlowNode = {
    id: freshId("start"),
    type: "start_outbound",
    position: { x: left, y: top - 110 },
    data: {},
  };
  const first: FlowEdge = { id: freshId("edge"), source: start.id, sourceHandle: null, target: entry };
  const spec = specs.get("end_call");
  const end: FlowNode | null =
    exits.length > 0
      ? {
          id: freshId("end_call"),
          type: "end_call",
          position: { x: left, y: bottom + 160 },
          data: { ...spec?.defaults, returns: true },
        }
      : null;
  const last = end ? exits.map((edge) => ({ ...edge, id: freshId("edge"), target: end.id })) : [];
  return {
    nodes: [start, ...inside, ...(end ? [end] : [])],
    edges: [first, ...kept, ...last],
    viewport: { x: 0, y: 0, zoom: 1 },
  };
}

function firstWay(spec: NodeSpec): string | null {
  return spec.handles[0]?.id ?? null;
}
