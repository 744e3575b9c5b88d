import { copied, duplicated, pasted, readCopied, shiftTo } from "../model/clipboard";
import {
  addAfter,
  addNode,
  connect,
  insertOnEdge,
  moveNodes,
  newNode,
  placeFor,
  removeEdges,
  removeNodes,
  withRoom,
} from "../model/edits";
import { folded, foldedAround, grouped, groupsIn, isFolded, regrouped, ungrouped, withMoved } from "../model/groups";
import { type Direction, firstNode, neighbour } from "../model/neighbours";
import type { Graph, Origin, Point } from "../model/types";
import { freeWay } from "../model/wiring";
import type { Editor } from "./editor";
import { edgeOf, nodeOf, onlySelected, waysIn, wired } from "./views";

/** Where a node goes that is added without a place: after the one selected node, by a way that is free, else by its first. */
export function originOfNext(editor: Editor): Origin | null {
  const state = editor.getState();
  const node = nodeOf(state, onlySelected(state));
  const way = node ? (freeWay(node, state.specs, wired(state.graph)) ?? waysIn(state, node)[0]) : null;
  return node && way ? { node: node.id, way: way.id } : null;
}

type Place = { origin?: Origin | null; at?: Point | null; edge?: string | null };

/** Adds a node of a type: into an edge, after a way out, or where `at` says. It is selected afterwards. */
export function add(editor: Editor, type: string, { origin = null, at = null, edge = null }: Place = {}): void {
  const { specs, edit, select, board, readOnly } = editor.getState();
  const spec = specs.get(type);
  if (!spec || readOnly) return;
  let added: string | null = null;
  edit((graph) => {
    if (edge !== null) {
      const [next, node] = insertOnEdge(graph, edge, spec, specs);
      added = node?.id ?? null;
      return node ? besideEnds(next, node.id) : next;
    }
    const from = spec.entered_by_edge ? origin : null;
    const middle = at ?? board?.middle() ?? { x: 0, y: 0 };
    const node = newNode(spec, at ?? placeFor(graph, spec, specs, from, middle));
    added = node.id;
    return from
      ? besideEnds(withRoom(addAfter(graph, from, node, specs), node.id, specs), node.id)
      : addNode(graph, node);
  });
  if (added !== null) show(editor, added);
  else select([]);
}

/** What stands between two nodes of a group is in it too. */
function besideEnds(graph: Graph, id: string): Graph {
  const { of } = groupsIn(graph);
  const before = graph.edges.find(({ target }) => target === id)?.source;
  const after = graph.edges.find(({ source }) => source === id)?.target;
  const group = of.get(before ?? "");
  return group && group === of.get(after ?? "") ? regrouped(graph, id, group.id) : graph;
}

/** Selects a node and brings it into view, out of a folded group if it is in one. */
export function show(editor: Editor, id: string, field: string | null = null, focus = false): void {
  const { select, set, board } = editor.getState();
  unfold(editor, id);
  select([id]);
  set({ panel: null, ...(focus || field !== null ? { wanted: { node: id, field } } : {}) });
  board?.center(id);
}

/** Selects an edge and brings the node that it leaves into view; `focus`: its label is to be written. */
export function showEdge(editor: Editor, id: string, focus = false): void {
  const { select, set, board, graph } = editor.getState();
  const source = edgeOf({ graph }, id)?.source;
  if (source !== undefined) unfold(editor, source);
  select([], [id]);
  set({ panel: null, ...(focus ? { wanted: { node: id, field: "label" } } : {}) });
  if (source !== undefined) board?.center(source);
}

/** Opens the folded group that hides a node. */
function unfold(editor: Editor, id: string): void {
  const { graph, edit } = editor.getState();
  const around = foldedAround(graph, id);
  if (around) edit((now) => folded(now, around.id, false));
}

/** Asks to which node the selected one leads. */
export function askConnect(editor: Editor): void {
  const { readOnly, graph, set } = editor.getState();
  const node = onlySelected(editor.getState());
  const origin = originOfNext(editor);
  if (!readOnly && node !== null && origin && graph.nodes.length > 1) set({ asked: { kind: "connect", origin } });
}

export function connectTo(editor: Editor, origin: Origin, target: string): void {
  const { edit, specs } = editor.getState();
  edit((graph) => connect(graph, origin, target, specs));
}

export function removeSelected(editor: Editor): void {
  const { selected, selectedEdges, edit } = editor.getState();
  edit((graph) => removeNodes(removeEdges(graph, selectedEdges), selected));
}

export function remove(editor: Editor, id: string): void {
  editor.getState().edit((graph) => removeNodes(graph, new Set([id])));
}

export function duplicateSelected(editor: Editor): void {
  const { selected, edit, select } = editor.getState();
  if (selected.size === 0) return;
  let made: ReadonlySet<string> = new Set();
  edit((graph) => {
    const [next, ids] = duplicated(graph, selected);
    made = ids;
    return next;
  });
  select(made);
}

/** The selected nodes as text for the clipboard; null for none. */
export function copySelected(editor: Editor): string | null {
  const { selected, graph } = editor.getState();
  return selected.size === 0 ? null : copied(graph, selected);
}

/** Adds what another canvas copied; false for any other text. */
export function paste(editor: Editor, text: string): boolean {
  const { edit, select, board, readOnly } = editor.getState();
  const copy = readCopied(text);
  if (!copy || readOnly) return false;
  const shift = board ? shiftTo(copy, board.middle()) : { x: 40, y: 40 };
  let made: ReadonlySet<string> = new Set();
  edit((graph) => {
    const [next, ids] = pasted(graph, copy, shift);
    made = ids;
    return next;
  });
  select(made);
  return true;
}

/** Puts a frame around the selected nodes; it is selected, to be named. */
export function groupSelected(editor: Editor): void {
  const { selected, specs, edit, set } = editor.getState();
  let made: string | null = null;
  edit((graph) => {
    const [next, id] = grouped(graph, selected, specs);
    made = id;
    return next;
  });
  if (made === null) return;
  editor.getState().select([made]);
  set({ panel: null, wanted: { node: made, field: "label" } });
}

/** Takes the frames of the selected groups away; what was in them stays selected. */
export function ungroupSelected(editor: Editor): void {
  const { selected, edit } = editor.getState();
  edit((graph) => ungrouped(graph, selected));
}

export function ungroup(editor: Editor, id: string): void {
  editor.getState().edit((graph) => ungrouped(graph, new Set([id])));
}

/** Folds groups to boxes or opens them: the selected ones, or those of the selected nodes. */
export function foldSelected(editor: Editor): void {
  const { graph, selected } = editor.getState();
  const { all, of } = groupsIn(graph);
  const around = new Set([...selected].map((id) => of.get(id)?.id ?? id));
  const chosen = all.filter(({ id }) => around.has(id));
  if (chosen.length > 0)
    fold(
      editor,
      chosen.map(({ id }) => id),
      !chosen.every(isFolded),
    );
}

export function fold(editor: Editor, ids: readonly string[], collapsed: boolean): void {
  const { edit, select } = editor.getState();
  edit((graph) => ids.reduce((now, id) => folded(now, id, collapsed), graph));
  if (collapsed) select(ids);
}

/** Selects the group that the selected node is in. */
export function selectGroup(editor: Editor): void {
  const { graph, selected, select, board } = editor.getState();
  const [group] = [...selected].flatMap((id) => groupsIn(graph).of.get(id) ?? []);
  if (!group) return;
  select([group.id]);
  board?.center(group.id);
}

export function selectAll(editor: Editor): void {
  const { graph, select } = editor.getState();
  select(graph.nodes.map(({ id }) => id));
}

/** Walks to the node on that side of the selected one; with nothing selected, to the first. */
export function walk(editor: Editor, direction: Direction): void {
  const state = editor.getState();
  const from = onlySelected(state);
  const next =
    from === null ? firstNode(state.graph, state.specs) : neighbour(state.graph, from, direction, state.specs);
  if (next === null) return;
  const seen = seenAs(state.graph, next);
  state.select([seen]);
  state.board?.center(seen);
}

/** Takes the node on that side into the selection too. */
export function walkAlong(editor: Editor, direction: Direction): void {
  const { graph, specs, selected, select, board } = editor.getState();
  const last = [...selected].at(-1);
  const next = last === undefined ? firstNode(graph, specs) : neighbour(graph, last, direction, specs);
  if (next === null) return;
  const seen = seenAs(graph, next);
  select([...[...selected].filter((id) => id !== seen), seen]);
  board?.center(seen);
}

/** The node itself, or the folded group that stands for it. */
function seenAs(graph: Graph, id: string): string {
  return foldedAround(graph, id)?.id ?? id;
}

const STEP = 20;
const STEPS: Readonly<Record<Direction, Point>> = {
  up: { x: 0, y: -STEP },
  down: { x: 0, y: STEP },
  left: { x: -STEP, y: 0 },
  right: { x: STEP, y: 0 },
};

/** Moves the selected nodes one step of the grid; steps that follow each other closely are undone together. */
export function nudge(editor: Editor, direction: Direction): void {
  const { selected, graph, edit, board } = editor.getState();
  const { x, y } = STEPS[direction];
  const places = graph.nodes.flatMap(({ id, position }) =>
    selected.has(id) ? [[id, { x: position.x + x, y: position.y + y }] as const] : [],
  );
  edit((now) => moveNodes(now, withMoved(now, new Map(places))), "nudge");
  const last = [...selected].at(-1);
  if (last !== undefined) board?.center(last);
}

export function moveTo(editor: Editor, places: ReadonlyMap<string, Point>): void {
  editor.getState().edit((graph) => moveNodes(graph, withMoved(graph, places)));
}

/** Lays the whole flow out anew; the library for it comes when it is first asked for. */
export async function tidyUp(editor: Editor): Promise<void> {
  const { tidied } = await import("../model/tidy");
  const { edit, specs, board } = editor.getState();
  edit((graph) => moveNodes(graph, tidied(graph, specs)));
  board?.fit();
}
