import { beforeEach, describe, expect, test, vi } from "vitest";
import { addNode, setLabel } from "../model/edits";
import { aGraph, ids, lines, node, specs } from "../testing/graphs";
import {
  add,
  connectTo,
  copySelected,
  duplicateSelected,
  moveTo,
  nudge,
  originOfNext,
  paste,
  remove,
  removeSelected,
  selectAll,
  show,
  tidyUp,
  walk,
} from "./actions";
import { drawnEdges, drawnNodes } from "./drawn";
import { canvasOf, createEditor, type Editor } from "./editor";
import { openWays, wired, worst } from "./views";

const canvas = () => ({
  schema_version: 1,
  nodes: [...aGraph().nodes],
  edges: [...aGraph().edges],
  viewport: { x: 5, y: 6, zoom: 1 },
});
const steps = (editor: Editor) => editor.temporal.getState().pastStates.length;

let editor: Editor;
const graph = () => editor.getState().graph;

beforeEach(() => {
  editor = createEditor(canvas(), specs, false);
});

describe("history", () => {
  test("has one step for each action, and takes it back and does it again", () => {
    add(editor, "speak");
    removeSelected(editor);
    expect(steps(editor)).toBe(2);
    editor.getState().undo();
    expect(graph().nodes).toHaveLength(6);
    editor.getState().undo();
    expect(ids(graph())).toEqual(ids(aGraph()));
    editor.getState().redo();
    expect(graph().nodes).toHaveLength(6);
  });

  test("does not count what changes nothing, selections or views", () => {
    editor.getState().edit((same) => same);
    editor.getState().select(["greet"]);
    editor.getState().set({ grid: true, light: [{ node: "greet" }] });
    moveTo(editor, new Map([["greet", { x: 0, y: 100 }]]));
    expect(steps(editor)).toBe(0);
  });

  test("joins the letters of one word, and not those of two fields or after a pause", () => {
    vi.useFakeTimers();
    const write = (label: string, field = "greet label") =>
      editor.getState().edit((now) => setLabel(now, "greet", label), field);
    write("H");
    write("He");
    write("Hel");
    expect(steps(editor)).toBe(1);
    write("Hello", "other");
    expect(steps(editor)).toBe(2);
    vi.advanceTimersByTime(3000);
    write("Hello!", "other");
    expect(steps(editor)).toBe(3);
    editor.getState().undo();
    write("Hello?", "other");
    expect(steps(editor)).toBe(3);
    editor.getState().undo();
    editor.getState().undo();
    editor.getState().undo();
    expect(graph().nodes[1]?.label).toBeUndefined();
    vi.useRealTimers();
  });

  test("begins anew when another canvas comes in", () => {
    add(editor, "speak");
    editor.getState().replace({ ...canvas(), nodes: [] });
    expect(steps(editor)).toBe(0);
    expect(editor.getState().selected.size).toBe(0);
    editor.getState().undo();
    expect(graph().nodes).toHaveLength(0);
  });

  test("takes no edit of a version that is only read", () => {
    const fixed = createEditor(canvas(), specs, true);
    fixed.getState().edit((now) => addNode(now, node("new", "speak")));
    add(fixed, "speak");
    expect(paste(fixed, copySelected(fixed) ?? "")).toBe(false);
    expect(ids(fixed.getState().graph)).toEqual(ids(aGraph()));
  });
});

describe("actions", () => {
  test("add a node after the selected one, and select it", () => {
    editor.getState().select(["want"]);
    const origin = originOfNext(editor);
    expect(origin).toEqual({ node: "want", way: "question" });
    add(editor, "speak", { origin });
    const [added] = editor.getState().selected;
    expect(lines(graph())).toContain(`want.question>${added}`);
  });

  test("put a node between where every way leads on", () => {
    editor.getState().select(["greet"]);
    add(editor, "listen", { origin: originOfNext(editor) });
    const [added] = editor.getState().selected;
    expect(lines(graph())).toEqual(expect.arrayContaining([`greet.next>${added}`, `${added}.next>want`]));
  });

  test("never lead into a start, and add nothing of an unknown type", () => {
    add(editor, "start_inbound", { origin: { node: "greet", way: "next" } });
    expect(lines(graph())).toEqual(lines(aGraph()));
    expect(graph().nodes).toHaveLength(6);
    add(editor, "from_the_future");
    expect(graph().nodes).toHaveLength(6);
    add(editor, "speak", { edge: "greet-next-want" });
    expect(graph().nodes).toHaveLength(7);
    expect(lines(graph())).not.toContain("greet.next>want");
  });

  test("copy, paste, duplicate and delete what is selected", () => {
    editor.getState().select(["want", "yes"]);
    const text = copySelected(editor) ?? "";
    const other = createEditor({ nodes: [], edges: [] }, specs, false);
    expect(paste(other, text)).toBe(true);
    expect(other.getState().graph.nodes.map(({ type }) => type)).toEqual(["branch_intent", "end_call"]);
    expect(other.getState().selected.size).toBe(2);
    expect(paste(other, "words")).toBe(false);
    duplicateSelected(editor);
    expect(graph().nodes).toHaveLength(7);
    removeSelected(editor);
    expect(ids(graph())).toEqual(ids(aGraph()));
    selectAll(editor);
    removeSelected(editor);
    expect(graph()).toEqual({ nodes: [], edges: [] });
    expect(copySelected(editor)).toBeNull();
  });

  test("walk with the arrows and show a node's field", () => {
    walk(editor, "down");
    expect([...editor.getState().selected]).toEqual(["start"]);
    walk(editor, "down");
    walk(editor, "left");
    expect([...editor.getState().selected]).toEqual(["greet"]);
    editor.getState().set({ panel: "versions" });
    show(editor, "want", "prompt");
    expect(editor.getState()).toMatchObject({ panel: null, wanted: { node: "want", field: "prompt" } });
  });

  test("connect, delete and lay out", async () => {
    connectTo(editor, { node: "want", way: "question" }, "no");
    expect(lines(graph())).toContain("want.question>no");
    remove(editor, "no");
    expect(lines(graph())).not.toContain("want.question>no");
    const fit = vi.fn();
    editor.getState().set({ board: { fit, center: vi.fn(), middle: () => ({ x: 0, y: 0 }), zoom: vi.fn() } });
    await tidyUp(editor);
    expect(fit).toHaveBeenCalled();
    expect(steps(editor)).toBe(3);
  });
});

test("what is selected is moved by keys, all of it, and back in one step", () => {
  editor.getState().select(["yes", "no"]);
  nudge(editor, "down");
  nudge(editor, "left");
  const places = () => graph().nodes.map(({ position: { x, y } }) => [x, y]);
  expect(places().slice(3)).toEqual([
    [-220, 420],
    [180, 420],
  ]);
  expect(places()[2]).toEqual([-56, 240]);
  expect(steps(editor)).toBe(1);
  editor.getState().undo();
  expect(graph()).toEqual(aGraph());
});

describe("what is drawn", () => {
  test("keeps the objects of what did not change", () => {
    const before = drawnNodes(editor.getState(), []);
    const edges = drawnEdges(editor.getState(), []);
    expect(before[0]).toMatchObject({ id: "start", type: "step", width: 228, height: 48 });
    expect(before[0]?.handles?.map(({ type }) => type)).toEqual(["source"]);
    expect(before[2]?.handles).toHaveLength(5);
    editor.getState().select(["greet"], ["greet-next-want"]);
    const after = drawnNodes(editor.getState(), before);
    expect(after.map((one, at) => one === before[at])).toEqual([true, false, true, true, true]);
    expect(after[1]).toMatchObject({ selected: true });
    expect(drawnEdges(editor.getState(), edges).map((one, at) => one === edges[at])).toEqual([true, false, true, true]);
    moveTo(editor, new Map([["yes", { x: 1, y: 1 }]]));
    const moved = drawnNodes(editor.getState(), after);
    expect(moved[3]?.position).toEqual({ x: 1, y: 1 });
    expect(moved[0]).toBe(after[0]);
    editor.getState().edit((now) => setLabel(now, "start", "Begin"));
    expect(drawnNodes(editor.getState(), moved)[0]?.data.node.label).toBe("Begin");
  });

  test("leaves out edges whose ends are gone", () => {
    editor.getState().edit((now) => ({ ...now, nodes: now.nodes.slice(0, 2) }));
    expect(drawnEdges(editor.getState(), []).map(({ id, sourceHandle }) => [id, sourceHandle])).toEqual([
      ["start-null-greet", "next"],
    ]);
  });

  test("makes room for the fix of an error", () => {
    const finding = { code: "x", edge_id: null, field: null, message: "No.", fix: "Write what is said." };
    editor.getState().set({
      findings: [
        { ...finding, severity: "warning", node_id: "no" },
        { ...finding, severity: "error", node_id: "no" },
        { ...finding, severity: "error", node_id: null },
      ],
    });
    expect(drawnNodes(editor.getState(), [])[4]?.height).toBe(70);
    expect(worst(editor.getState().findings, "no")?.severity).toBe("error");
    expect(worst(editor.getState().findings, "yes")).toBeUndefined();
  });

  test("knows open ways", () => {
    const state = editor.getState();
    expect(openWays(state, "want")).toBe("question fallback");
    expect(openWays(state, "gone")).toBe("");
    expect(wired(state.graph)).toBe(wired(state.graph));
  });

  test("is stored with all that the canvas had", () => {
    expect(canvasOf(editor.getState())).toEqual(canvas());
  });
});
