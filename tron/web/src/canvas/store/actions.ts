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
import { type Direction, firstNode, neighbour } from "../model/neighbours";
import type { Origin, Point } from "../model/types";
import { freeWay } from "../model/wiring";
import type { Editor } from "./editor";
import { nodeOf, onlySelected, waysIn, wired } from "./views";

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
      return next;
    }
    const from = spec.entered_by_edge ? origin : null;
    const middle = at ?? board?.middle() ?? { x: 0, y: 0 };
    const node = newNode(spec, at ?? placeFor(graph, spec, specs, from, middle));
    added = node.id;
    return from ? withRoom(addAfter(graph, from, node, specs), node.id, specs) : addNode(graph, node);
  });
  if (added !== null) show(editor, added);
  else select([]);
}

/** Selects a node and brings it into view. */
export function show(editor: Editor, id: string, field: string | null = null, focus = false): void {
  const { select, set, board } = editor.getState();
  select([id]);
  set({ panel: null, ...(focus || field !== null ? { wanted: { node: id, field } } : {}) });
  board?.center(id);
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
  state.select([next]);
  state.board?.center(next);
}

export function moveTo(editor: Editor, places: ReadonlyMap<string, Point>): void {
  editor.getState().edit((graph) => moveNodes(graph, places));
}

/** Lays the whole flow out anew; the library for it comes when it is first asked for. */
export async function tidyUp(editor: Editor): Promise<void> {
  const { tidied } = await import("../model/tidy");
  const { edit, specs, board } = editor.getState();
  edit((graph) => moveNodes(graph, tidied(graph, specs)));
  board?.fit();
}
