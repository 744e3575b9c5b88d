import { type Edge, type Node, Position } from "@xyflow/react";
import { foldedAround, frameOf, groupsIn, isFolded, isGroup, membersOf } from "../model/groups";
import { type Box, boxOf, handleAt } from "../model/size";
import type { FlowEdge, FlowNode, Graph, Point, Specs, Way } from "../model/types";
import { drawnWays, wayOf } from "../model/ways";
import { outgoingOf } from "../model/wiring";
import type { EditorState } from "./editor";
import { wired, worst } from "./views";

export type StepNode = Node<{ node: FlowNode; ways: Way[] }, "step" | "note" | "frame">;
export type StepEdge = Edge<{ edge: FlowEdge }, "step">;

const DOT = 10;

type Source = Pick<EditorState, "graph" | "specs" | "selected" | "selectedEdges" | "findings" | "readOnly">;

/** The one way out and in of a folded group, for the lines of what is in it. */
const WHOLE = "group";
/** Below lines and nodes, when it is selected too. */
const BELOW = -1001;

/** The nodes as React Flow draws them. What did not change keeps its object, and is not drawn again. */
export function drawnNodes(state: Source, before: readonly StepNode[]): StepNode[] {
  const { graph, specs, selected, findings } = state;
  const wiring = wired(graph);
  const old = new Map(before.map((node) => [node.id, node]));
  const steps = graph.nodes.flatMap((node) => {
    if (isGroup(node)) return [];
    const ways = drawnWays(node, specs, outgoingOf(wiring, node.id));
    const box = boxOf(node, specs, ways.length, worst(findings, node.id)?.severity === "error");
    const step = kept(old.get(node.id), node, ways, box, selected.has(node.id), specs);
    const hidden = inFolded(state, node.id) !== null;
    return [Boolean(step.hidden) === hidden ? step : { ...step, hidden }];
  });
  return [...drawnFrames(state, steps, old), ...steps];
}

/** The folded group that a node is drawn as. A flow that is only read cannot be unfolded: all of it is open. */
function inFolded({ graph, readOnly }: Pick<Source, "graph" | "readOnly">, id: string): string | null {
  return readOnly ? null : (foldedAround(graph, id)?.id ?? null);
}

function drawnFrames(
  { graph, selected, readOnly }: Source,
  steps: readonly StepNode[],
  old: ReadonlyMap<string, StepNode>,
): StepNode[] {
  const { all } = groupsIn(graph);
  if (all.length === 0) return [];
  const boxes = new Map(steps.map(({ id, position, width = 0, height = 0 }) => [id, { ...position, width, height }]));
  return all.flatMap((group) => {
    const inside = membersOf(group).flatMap((id) => boxes.get(id) ?? []);
    if (inside.length === 0) return [];
    const frame = frameOf(inside, isFolded(group) && !readOnly);
    return [keptFrame(old.get(group.id), group, frame, isFolded(group) && !readOnly, selected.has(group.id))];
  });
}

function keptFrame(
  old: StepNode | undefined,
  group: FlowNode,
  { x, y, ...box }: Point & Box,
  closed: boolean,
  selected: boolean,
): StepNode {
  const same =
    old?.data.node.data === group.data &&
    old.data.node.label === group.label &&
    old.selected === selected &&
    old.width === box.width &&
    old.height === box.height &&
    old.position.x === x &&
    old.position.y === y;
  return same ? old : frame(group, { x, y }, box, closed, selected);
}

/** Held by its title alone: what is inside, and the canvas between it, are clicked and dragged as ever. */
function frame(node: FlowNode, position: Point, box: Box, closed: boolean, selected: boolean): StepNode {
  return {
    id: node.id,
    type: "frame",
    position,
    data: { node, ways: [] },
    ...box,
    measured: box,
    selected,
    connectable: false,
    handles: closed
      ? [
          handle("target", null, { x: box.width / 2, y: 0 }),
          handle("source", WHOLE, { x: box.width / 2, y: box.height }),
        ]
      : [],
    ...(closed ? {} : { zIndex: BELOW, dragHandle: ".frame-title", style: { pointerEvents: "none" } }),
  };
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
export function drawnEdges(state: Source, before: readonly StepEdge[]): StepEdge[] {
  const { graph, specs, selectedEdges } = state;
  const old = new Map(before.map((edge) => [edge.id, edge]));
  return graph.edges.flatMap((edge): StepEdge[] => {
    const sourceHandle = leavingBy(edge, graph, specs);
    if (sourceHandle === null) return [];
    const selected = selectedEdges.has(edge.id);
    const ends = endsOf(state, edge, sourceHandle);
    const known = old.get(edge.id);
    if (known?.data?.edge === edge && known.selected === selected && sameEnds(known, ends)) return [known];
    return ends.source === ends.target && ends.sourceHandle === WHOLE
      ? []
      : [{ id: edge.id, type: "step", data: { edge }, selected, ...ends }];
  });
}

type Ends = Pick<StepEdge, "source" | "target" | "sourceHandle" | "reconnectable">;

/** Between which nodes a line is drawn: a folded group stands for those inside, and its lines stay where they are. */
function endsOf(state: Source, { source, target }: FlowEdge, sourceHandle: string): Ends {
  const [from, to] = [inFolded(state, source), inFolded(state, target)];
  if (from === null && to === null) return { source, target, sourceHandle };
  return {
    source: from ?? source,
    target: to ?? target,
    sourceHandle: from ? WHOLE : sourceHandle,
    reconnectable: false,
  };
}

function sameEnds(a: Ends, b: Ends): boolean {
  return a.source === b.source && a.target === b.target && a.sourceHandle === b.sourceHandle;
}

function leavingBy(edge: FlowEdge, graph: Graph, specs: Specs): string | null {
  const { nodes } = wired(graph);
  const source = nodes.get(edge.source);
  if (!source || !nodes.has(edge.target)) return null;
  return wayOf(edge, drawnWays(source, specs, outgoingOf(wired(graph), source.id)));
}
