import { beforeEach, describe, expect, test } from "vitest";
import { foldedAround, groupsIn, isGroup, membersOf } from "../model/groups";
import { aGraph, ids, lines, specs } from "../testing/graphs";
import {
  add,
  copySelected,
  duplicateSelected,
  foldSelected,
  groupSelected,
  moveTo,
  paste,
  removeSelected,
  selectGroup,
  show,
  ungroupSelected,
  walk,
  walkAlong,
} from "./actions";
import { drawnEdges, drawnNodes } from "./drawn";
import { canvasOf, createEditor, type Editor } from "./editor";
import { onlySelected } from "./views";

let editor: Editor;
const graph = () => editor.getState().graph;
const chosen = () => [...editor.getState().selected].sort();
const group = () => groupsIn(graph()).all[0];
const steps = () => editor.temporal.getState().pastStates.length;

beforeEach(() => {
  editor = createEditor({ nodes: [...aGraph().nodes], edges: [...aGraph().edges] }, specs, false);
  editor.getState().select(["greet", "want"]);
  groupSelected(editor);
});

describe("a group of what is selected", () => {
  test("is one step, is selected with its nodes, and asks for its name", () => {
    expect(steps()).toBe(1);
    expect(chosen()).toEqual([group()?.id, "greet", "want"].sort());
    expect(onlySelected(editor.getState())).toBe(group()?.id);
    expect(editor.getState().wanted).toEqual({ node: group()?.id, field: "label" });
    editor.getState().undo();
    expect(graph()).toEqual(aGraph());
    editor.getState().redo();
    expect(group() && membersOf(group() as never)).toEqual(["greet", "want"]);
  });

  test("survives being stored and opened again", () => {
    const stored = JSON.parse(JSON.stringify(canvasOf(editor.getState())));
    const again = createEditor(stored, specs, false);
    expect(groupsIn(again.getState().graph).of.get("want")?.id).toBe(group()?.id);
  });

  test("is let go of when one of its nodes is", () => {
    const { select, selected } = editor.getState();
    select([...selected].filter((id) => id !== "greet"));
    expect(chosen()).toEqual(["want"]);
    select([group()?.id ?? ""]);
    expect(chosen()).toHaveLength(3);
  });

  test("moves, is copied, duplicated and deleted as a whole", () => {
    moveTo(editor, new Map([[group()?.id ?? "", { x: -66, y: 72 }]]));
    expect(graph().nodes.find(({ id }) => id === "greet")?.position).toEqual({ x: 10, y: 110 });
    expect(group()?.position).toEqual({ x: -66, y: 72 });
    const other = createEditor({ nodes: [], edges: [] }, specs, false);
    expect(paste(other, copySelected(editor) ?? "")).toBe(true);
    expect(groupsIn(other.getState().graph).of.size).toBe(2);
    duplicateSelected(editor);
    expect(groupsIn(graph()).all).toHaveLength(2);
    expect(chosen()).toHaveLength(3);
    removeSelected(editor);
    expect(groupsIn(graph()).all).toHaveLength(1);
    expect(ids(graph())).toEqual([...ids(aGraph()), group()?.id]);
  });

  test("is taken away from around its nodes, which stay", () => {
    ungroupSelected(editor);
    expect(ids(graph())).toEqual(ids(aGraph()));
    expect(lines(graph())).toEqual(lines(aGraph()));
    expect(chosen()).toEqual(["greet", "want"]);
  });

  test("takes in what is put between its nodes, and nothing else", () => {
    add(editor, "speak", { edge: "greet-next-want" });
    expect(membersOf(group() as never)).toHaveLength(3);
    add(editor, "speak", { origin: { node: "want", way: "question" } });
    expect(membersOf(group() as never)).toHaveLength(3);
  });
});

describe("with the keyboard", () => {
  test("several nodes are selected by walking with Shift", () => {
    editor.getState().select(["start"]);
    walkAlong(editor, "down");
    expect(chosen()).toEqual(["greet", "start"]);
    walkAlong(editor, "down");
    expect(chosen()).toEqual(["greet", "start", "want"]);
    editor.getState().select([]);
    walkAlong(editor, "down");
    expect(chosen()).toEqual(["start"]);
  });

  test("the group of a node is selected, walked into, and folded", () => {
    editor.getState().select(["greet"]);
    selectGroup(editor);
    expect(onlySelected(editor.getState())).toBe(group()?.id);
    walk(editor, "down");
    expect(chosen()).toEqual(["greet"]);
    foldSelected(editor);
    expect(onlySelected(editor.getState())).toBe(group()?.id);
    expect(foldedAround(graph(), "greet")?.id).toBe(group()?.id);
    walk(editor, "down");
    expect(chosen()).toEqual(["yes"]);
    walk(editor, "up");
    expect(onlySelected(editor.getState())).toBe(group()?.id);
  });

  test("a problem inside a folded group opens it", () => {
    foldSelected(editor);
    show(editor, "want", "prompt");
    expect(foldedAround(graph(), "want")).toBeNull();
    expect(chosen()).toEqual(["want"]);
  });
});

describe("what is drawn", () => {
  const drawn = () => drawnNodes(editor.getState(), []);
  const edges = () => drawnEdges(editor.getState(), []);

  test("has the frame behind its nodes, held by its title", () => {
    const [frame, ...others] = drawn();
    expect(frame).toMatchObject({ type: "frame", selected: true, dragHandle: ".frame-title", zIndex: -1001 });
    expect(frame?.position).toEqual({ x: -76, y: 62 });
    expect(others.map(({ hidden }) => Boolean(hidden))).toEqual([false, false, false, false, false]);
    expect(edges()).toHaveLength(4);
  });

  test("has one box for a folded group, with the lines of what is in it", () => {
    foldSelected(editor);
    const id = group()?.id;
    const [frame, ...others] = drawn();
    expect(frame).toMatchObject({ id, width: 228, height: 48, position: { x: -76, y: 62 } });
    expect(frame?.dragHandle).toBeUndefined();
    expect(others.filter(({ hidden }) => hidden).map((one) => one.id)).toEqual(["greet", "want"]);
    expect(edges().map(({ source, sourceHandle, target }) => [source, sourceHandle, target])).toEqual([
      ["start", "next", id],
      [id, "group", "yes"],
      [id, "group", "no"],
    ]);
    expect(edges().every(({ reconnectable }) => reconnectable === false)).toBe(true);
  });

  test("keeps the objects of what did not change", () => {
    const before = drawn();
    expect(drawnNodes(editor.getState(), before).every((one, index) => one === before[index])).toBe(true);
    foldSelected(editor);
    const folded = drawnNodes(editor.getState(), before);
    const lines = drawnEdges(editor.getState(), []);
    expect(drawnNodes(editor.getState(), folded).every((one, index) => one === folded[index])).toBe(true);
    expect(drawnEdges(editor.getState(), lines).every((one, index) => one === lines[index])).toBe(true);
    foldSelected(editor);
    expect(drawnNodes(editor.getState(), folded).some(({ hidden }) => hidden)).toBe(false);
  });

  test("is open throughout where a flow is only read", () => {
    foldSelected(editor);
    const read = createEditor(canvasOf(editor.getState()), specs, true);
    expect(drawnNodes(read.getState(), []).filter(({ hidden }) => hidden)).toEqual([]);
    expect(drawnEdges(read.getState(), [])).toHaveLength(4);
  });

  test("knows a group whose nodes are all gone as nothing", () => {
    const { nodes } = graph();
    const left = { nodes: nodes.filter((one) => isGroup(one)), edges: [] };
    expect(drawnNodes({ ...editor.getState(), graph: left }, [])).toEqual([]);
  });
});
