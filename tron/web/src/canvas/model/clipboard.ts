import { isGroup, membersOf } from "./groups";
import { freshId } from "./ids";
import type { FlowEdge, FlowNode, Graph, Point } from "./types";

const FORMAT = "tron.nodes";

/** Some nodes and the edges between them, as text that another flow takes. */
export function copied(graph: Graph, ids: ReadonlySet<string>): string {
  const nodes = graph.nodes.filter(({ id }) => ids.has(id));
  const edges = graph.edges.filter(({ source, target }) => ids.has(source) && ids.has(target));
  return JSON.stringify({ format: FORMAT, nodes, edges });
}

/** What was copied from a canvas; null for any other text. */
export function readCopied(text: string): Graph | null {
  try {
    const found: unknown = JSON.parse(text);
    if (!isRecord(found) || found["format"] !== FORMAT) return null;
    const { nodes, edges } = found;
    if (!Array.isArray(nodes) || !Array.isArray(edges)) return null;
    return nodes.every(isNode) && edges.every(isEdge) ? { nodes, edges } : null;
  } catch {
    return null;
  }
}

/** The graph with a copy in it, under new ids; and these ids. */
export function pasted(graph: Graph, copy: Graph, shift: Point): [Graph, ReadonlySet<string>] {
  const names = new Map(copy.nodes.map((node) => [node.id, freshId(node.type)]));
  const nodes = copy.nodes.map((node) => ({
    ...structuredClone(node),
    ...(isGroup(node) ? { data: { ...node.data, nodes: renamed(node, names) } } : {}),
    id: names.get(node.id) ?? freshId(node.type),
    position: { x: node.position.x + shift.x, y: node.position.y + shift.y },
  }));
  const edges = copy.edges.flatMap((edge) => {
    const source = names.get(edge.source);
    const target = names.get(edge.target);
    return source && target ? [{ ...structuredClone(edge), id: freshId("edge"), source, target }] : [];
  });
  return [{ nodes: [...graph.nodes, ...nodes], edges: [...graph.edges, ...edges] }, new Set(nodes.map(({ id }) => id))];
}

/** What is inside a copied group, under its new names; what was not copied stays outside. */
function renamed(group: FlowNode, names: ReadonlyMap<string, string>): string[] {
  return membersOf(group).flatMap((id) => names.get(id) ?? []);
}

const BESIDE: Point = { x: 40, y: 40 };

export function duplicated(graph: Graph, ids: ReadonlySet<string>): [Graph, ReadonlySet<string>] {
  const copy = readCopied(copied(graph, ids));
  return copy ? pasted(graph, copy, BESIDE) : [graph, new Set()];
}

/** How far a copy has to move so that its middle stands at a point. */
export function shiftTo(copy: Graph, point: Point): Point {
  const xs = copy.nodes.map(({ position }) => position.x);
  const ys = copy.nodes.map(({ position }) => position.y);
  if (xs.length === 0) return { x: 0, y: 0 };
  return {
    x: Math.round(point.x - (Math.min(...xs) + Math.max(...xs)) / 2),
    y: Math.round(point.y - (Math.min(...ys) + Math.max(...ys)) / 2),
  };
}

function isNode(value: unknown): value is FlowNode {
  return (
    isRecord(value) &&
    isText(value["id"]) &&
    isText(value["type"]) &&
    isRecord(value["data"]) &&
    isRecord(value["position"]) &&
    Number.isFinite(value["position"]["x"]) &&
    Number.isFinite(value["position"]["y"])
  );
}

function isEdge(value: unknown): value is FlowEdge {
  return isRecord(value) && isText(value["id"]) && isText(value["source"]) && isText(value["target"]);
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
