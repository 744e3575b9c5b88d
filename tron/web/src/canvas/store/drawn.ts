import { type Edge, type Node, Position } from "@xyflow/react";
import { type Box, boxOf, handleAt } from "../model/size";
import type { FlowEdge, FlowNode, Graph, Specs, Way } from "../model/types";
import { drawnWays, wayOf } from "../model/ways";
import { outgoingOf } from "../model/wiring";
import type { EditorState } from "./editor";
import { wired, worst } from "./views";

export type StepNode = Node<{ node: FlowNode; ways: Way[] }, "step" | "note">;
export type StepEdge = Edge<{ edge: FlowEdge }, "step">;

const DOT = 10;

type Source = Pick<EditorState, "graph" | "specs" | "selected" | "selectedEdges" | "findings">;

/** The nodes as React Flow draws them. What did not change keeps its object, and is not drawn again. */
export function drawnNodes(state: Source, before: readonly StepNode[]): StepNode[] {
  const { graph, specs, selected, findings } = state;
  const wiring = wired(graph);
  const troubles = worst(findings);
  const old = new Map(before.map((node) => [node.id, node]));
  return graph.nodes.map((node) => {
    const ways = drawnWays(node, specs, outgoingOf(wiring, node.id));
    const box = boxOf(node, specs, ways.length, troubles.get(node.id)?.severity === "error");
    return kept(old.get(node.id), node, ways, box, selected.has(node.id), specs);
  });
}

function kept(
  old: StepNode | undefined,
  node: FlowNode,
  ways: Way[],
  box: Box,
  selected: boolean,
  specs: Specs,
): StepNode {
  const same =
    old !== undefined &&
    old.data.node.data === node.data &&
    old.data.node.label === node.label &&
    sameWays(old.data.ways, ways) &&
    old.width === box.width &&
    old.height === box.height;
  if (!same) return made(node, ways, box, selected, specs);
  const moved = old.position.x !== node.position.x || old.position.y !== node.position.y;
  return moved || old.selected !== selected ? { ...old, position: node.position, selected } : old;
}

function made(node: FlowNode, ways: Way[], box: Box, selected: boolean, specs: Specs): StepNode {
  const spec = specs.get(node.type);
  const note = spec !== undefined && !spec.runs;
  const entered = spec?.entered_by_edge ?? true;
  return {
    id: node.id,
    type: note ? "note" : "step",
    position: node.position,
    data: { node, ways },
    ...box,
    measured: box,
    selected,
    handles: [
      ...(entered ? [handle("target", null, { x: box.width / 2, y: 0 })] : []),
      ...ways.map((way, index) => handle("source", way.id, handleAt(box, index, ways.length))),
    ],
  };
}

function handle(type: "source" | "target", id: string | null, at: { x: number; y: number }) {
  const position = type === "target" ? Position.Top : Position.Bottom;
  return { id, type, position, x: at.x - DOT / 2, y: at.y - DOT / 2, width: DOT, height: DOT };
}

function sameWays(a: readonly Way[], b: readonly Way[]): boolean {
  return a.length === b.length && a.every((way, at) => way.id === b[at]?.id && way.title === b[at]?.title);
}

/** The edges as React Flow draws them: those whose ends are there. */
export function drawnEdges({ graph, specs, selectedEdges }: Source, before: readonly StepEdge[]): StepEdge[] {
  const old = new Map(before.map((edge) => [edge.id, edge]));
  return graph.edges.flatMap((edge): StepEdge[] => {
    const sourceHandle = leavingBy(edge, graph, specs);
    if (sourceHandle === null) return [];
    const known = old.get(edge.id);
    const selected = selectedEdges.has(edge.id);
    if (known?.data?.edge === edge && known.selected === selected && known.sourceHandle === sourceHandle)
      return [known];
    const { id, source, target } = edge;
    return [{ id, source, target, sourceHandle, type: "step", data: { edge }, selected }];
  });
}

function leavingBy(edge: FlowEdge, graph: Graph, specs: Specs): string | null {
  const { nodes } = wired(graph);
  const source = nodes.get(edge.source);
  if (!source || !nodes.has(edge.target)) return null;
  return wayOf(edge, drawnWays(source, specs, outgoingOf(wired(graph), source.id)));
}
