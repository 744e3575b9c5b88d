import { temporal } from "zundo";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Results } from "@/features/flows/hooks/useResults";
import { type Marks, NO_MARKS } from "@/features/flows/marks";
import { groupsIn, membersOf, settled, withMembers } from "../model/groups";
import type { Passed } from "../model/light";
import type { Traffic } from "../model/traffic";
import type { Finding, FlowCanvas, Graph, Origin, Point, Specs } from "../model/types";
import { graphOf } from "../model/types";

/** A question that is open over the canvas. */
export type Asked =
  | { kind: "add"; origin: Origin | null; at: Point | null; edge: string | null }
  | { kind: "connect"; origin: Origin }
  | { kind: "commands"; text: string }
  | { kind: "extract" }
  | { kind: "rename" };

/** What the drawn canvas can do; null while only the outline is shown. */
export type Board = {
  fit: () => void;
  center: (nodeId: string) => void;
  /** The middle of what is seen, in the canvas's own pixels. */
  middle: () => Point;
  zoom: (by: "in" | "out") => void;
};

export type View = "canvas" | "outline";
export type Viewport = { x: number; y: number; zoom: number };

export type EditorState = {
  graph: Graph;
  /** What the canvas has besides nodes and edges, kept as it is. */
  rest: Omit<FlowCanvas, "nodes" | "edges">;
  specs: Specs;
  readOnly: boolean;
  selected: ReadonlySet<string>;
  selectedEdges: ReadonlySet<string>;
  findings: readonly Finding[];
  /** What a talk came by, in order; the last node runs. */
  light: readonly Passed[];
  /** What a comparison of versions found at nodes. */
  marks: Marks;
  /** Results of nodes that were tried and pinned. */
  results: Results;
  /** How calls went; null while that is not shown. */
  traffic: Traffic | null;
  asked: Asked | null;
  view: View;
  grid: boolean;
  /** The panel beside the canvas; null for the inspector. */
  panel: string | null;
  /** A field that is to take the focus once it is drawn, of a node or an edge; a new object for each wish. */
  wanted: { node: string; field: string | null } | null;
  board: Board | null;
};

export type EditorActions = {
  /** Changes the graph: one step to undo. Steps with the same `merge` that follow each other closely are one. */
  edit: (change: (graph: Graph) => Graph, merge?: string) => void;
  undo: () => void;
  redo: () => void;
  /** Takes another canvas in; there is nothing to undo before it. */
  replace: (canvas: FlowCanvas) => void;
  select: (nodes: Iterable<string>, edges?: Iterable<string>) => void;
  set: (part: Partial<Omit<EditorState, "graph" | "selected" | "selectedEdges">>) => void;
};

type State = EditorState & EditorActions;
type History = { pastStates: unknown[]; futureStates: unknown[] };
export type Editor = StoreApi<State> & { temporal: StoreApi<History & { pause(): void; resume(): void }> };

const MERGE_MS = 2000;
const STEPS = 200;

/** The state of one open canvas. Its graph is the truth; what React Flow holds is drawn from it. */
export function createEditor(canvas: FlowCanvas, specs: Specs, readOnly: boolean): Editor {
  let last = { merge: "", at: 0 };
  const store = createStore<State>()(
    temporal(
      (set, get) => ({
        ...initial(canvas, specs, readOnly),
        edit: (change, merge = "") => {
          const { graph: before, readOnly: fixed } = get();
          const graph = fixed ? before : settled(change(before));
          if (graph === before) return;
          const now = Date.now();
          const joined = merge !== "" && merge === last.merge && now - last.at < MERGE_MS;
          last = { merge, at: now };
          if (joined) store.temporal.getState().pause();
          set((state) => ({ graph, ...stillThere(state, graph) }));
          if (joined) store.temporal.getState().resume();
        },
        undo: () => {
          last = { merge: "", at: 0 };
          if (!get().readOnly) store.temporal.getState().undo();
          set((state) => stillThere(state, state.graph));
        },
        redo: () => {
          last = { merge: "", at: 0 };
          if (!get().readOnly) store.temporal.getState().redo();
          set((state) => stillThere(state, state.graph));
        },
        replace: (next) => {
          const { nodes: _nodes, edges: _edges, ...rest } = next;
          const graph = graphOf(next);
          set((state) => ({ graph, rest, ...stillThere(state, graph) }));
          store.temporal.getState().clear();
        },
        select: (nodes, edges = []) => {
          const { selected, selectedEdges, graph } = get();
          const [some, others] = [wholeGroups(graph, new Set(nodes), selected), new Set(edges)];
          if (sameSet(some, selected) && sameSet(others, selectedEdges)) return;
          last = { merge: "", at: 0 };
          set({ selected: some, selectedEdges: others });
        },
        set: (part) => set(part),
      }),
      {
        partialize: ({ graph }) => ({ graph }),
        equality: (before, after) => before.graph === after.graph,
        limit: STEPS,
      },
    ),
  );
  return store as unknown as Editor;
}

function initial({ nodes, edges, ...rest }: FlowCanvas, specs: Specs, readOnly: boolean): EditorState {
  return {
    graph: { nodes, edges },
    rest,
    specs,
    readOnly,
    selected: new Set(),
    selectedEdges: new Set(),
    findings: [],
    light: [],
    marks: NO_MARKS,
    results: {},
    traffic: null,
    asked: null,
    view: "canvas",
    grid: false,
    panel: null,
    wanted: null,
    board: null,
  };
}

/** A group is selected with what is in it; of one that was selected, a node that is let go lets it go too. */
function wholeGroups(graph: Graph, chosen: ReadonlySet<string>, before: ReadonlySet<string>): ReadonlySet<string> {
  const groups = groupsIn(graph).all.filter(({ id }) => chosen.has(id));
  const broken = groups.filter((group) => {
    const here = membersOf(group).filter((id) => chosen.has(id)).length;
    return before.has(group.id) && here > 0 && here < membersOf(group).length;
  });
  const gone = new Set(broken.map(({ id }) => id));
  const kept = [...chosen].filter((id) => !gone.has(id));
  return groups.length === 0 ? chosen : new Set(withMembers(graph, kept));
}

/** The canvas as it is stored. */
export function canvasOf({ graph, rest }: Pick<EditorState, "graph" | "rest">): FlowCanvas {
  return { ...rest, nodes: [...graph.nodes], edges: [...graph.edges] };
}

/** The selection without what is gone. */
function stillThere({ selected, selectedEdges }: EditorState, { nodes, edges }: Graph) {
  return { selected: within(selected, nodes), selectedEdges: within(selectedEdges, edges) };
}

function within(ids: ReadonlySet<string>, items: readonly { id: string }[]): ReadonlySet<string> {
  if (ids.size === 0) return ids;
  const kept = new Set(items.flatMap(({ id }) => (ids.has(id) ? [id] : [])));
  return kept.size === ids.size ? ids : kept;
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one));
}
