import type { InternalNode } from "@xyflow/react";
import { describe, expect, test, vi } from "vitest";
import { drawnEdges, drawnNodes, type StepNode } from "../store/drawn";
import { createEditor } from "../store/editor";
import { aGraph, specs } from "../testing/graphs";
import type { Colours } from "./colours";
import { Lines } from "./lines";
import { paintMap, placeOf, viewOf } from "./map";
import { lineAt, paint } from "./paint";
import { pictureOf } from "./picture";

const LOOK: Colours = {
  fill: "fill",
  line: "line",
  edge: "edge",
  accent: "accent",
  live: "live",
  liveLine: "liveLine",
  danger: "danger",
  dangerFill: "dangerFill",
  tiles: new Map([["speech", "blue"]]),
  tile: "grey",
  papers: new Map([["red", { fill: "redFill", line: "redLine" }]]),
  paper: { fill: "paper", line: "paperLine" },
  sunken: "sunken",
};
const SIGHT = { x: 100, y: 20, zoom: 0.2, width: 400, height: 300, ratio: 2 };

function aFlow() {
  const { nodes, edges } = aGraph();
  const editor = createEditor({ nodes: [...nodes], edges: [...edges] }, specs, false);
  return editor;
}

type Editor = ReturnType<typeof aFlow>;

/** As React Flow keeps them. */
function standing(editor: Editor, moved: Record<string, { x: number; y: number }> = {}) {
  const made = drawnNodes(editor.getState(), []).map((node) => {
    const at = moved[node.id] ?? node.position;
    return [node.id, { ...node, internals: { positionAbsolute: at } } as unknown as InternalNode<StepNode>] as const;
  });
  return new Map(made);
}

describe("the picture", () => {
  test("has a box for each node and a line for each edge, by their states", () => {
    const editor = aFlow();
    editor.getState().set({
      light: [
        { node: "start", way: "next" },
        { node: "greet", way: null },
      ],
      findings: [{ node_id: "no", severity: "error", code: "x", message: "", fix: "", edge_id: null, field: null }],
    });
    editor.getState().select(["yes"], ["want-no-not_interested", "want-not_interested-no"]);
    const edges = drawnEdges(editor.getState(), []);
    const { boxes, strokes } = pictureOf(
      { nodes: standing(editor), edges },
      editor.getState(),
      new Lines(),
      LOOK,
      SIGHT,
    );
    expect(boxes.map(({ border, fill, strong }) => [border, fill, strong])).toEqual([
      ["liveLine", "fill", true],
      ["live", "fill", true],
      ["line", "fill", false],
      ["accent", "fill", true],
      ["danger", "dangerFill", true],
    ]);
    expect(boxes[1]?.tile).toBe("blue");
    expect(boxes[0]?.tile).toBe("grey");
    expect(strokes.map(({ colour }) => colour)).toEqual(["edge", "edge", "live", "accent"]);
  });

  test("has the frame of a group below the lines, and a folded one as a box", () => {
    const editor = aFlow();
    const [start] = [...standing(editor).values()];
    const group = { ...start?.data.node, type: "group", data: { color: "red" } };
    const open = { ...start, id: "open", type: "frame", zIndex: -1001, data: { node: group, ways: [] } };
    const folded = { ...open, id: "folded", zIndex: 0, selected: true };
    const inside = { ...start, id: "inside", hidden: true };
    const nodes = new Map([open, folded, inside].map((one) => [one.id, one as InternalNode<StepNode>]));
    const { below, boxes } = pictureOf({ nodes, edges: [] }, editor.getState(), new Lines(), LOOK, SIGHT);
    expect(below.map(({ fill, border }) => [fill, border])).toEqual([["redFill", "redLine"]]);
    expect(boxes.map(({ fill, border, tile }) => [fill, border, tile])).toEqual([["redFill", "accent", null]]);
  });

  test("leaves out nodes that nobody sees", () => {
    const editor = aFlow();
    const nodes = standing(editor, { greet: { x: 9000, y: 0 } });
    const { boxes } = pictureOf({ nodes, edges: [] }, editor.getState(), new Lines(), LOOK, SIGHT);
    expect(boxes).toHaveLength(4);
  });
});

test("a line is made anew when one of its ends moved, and only then", () => {
  const editor = aFlow();
  const lines = new Lines();
  const edges = drawnEdges(editor.getState(), []);
  const all = (moved = {}) => edges.map((edge) => lines.of(edge, standing(editor, moved)));
  const before = all();
  const after = all({ yes: { x: -250, y: 400 } });
  expect(after.map((line, at) => line === before[at])).toEqual([true, true, false, true]);
  expect(lines.of({ ...edges[0], target: "gone" } as never, standing(editor))).toBeNull();
  // Back up: around the right of both.
  expect(all({ want: { x: -56, y: -300 } })[1]?.path).toMatch(/^M\S+ \S+V.*H/);
});

function aContext() {
  const calls: unknown[][] = [];
  const state: Record<string, unknown> = {};
  const context = new Proxy(state, {
    get: (kept, name) =>
      name in kept
        ? kept[String(name)]
        : (...given: unknown[]) => {
            calls.push([name, ...given]);
            return name === "isPointInStroke" && (given[0] as { d: string }).d === "M2";
          },
  });
  return { context: context as unknown as CanvasRenderingContext2D, calls };
}

test("lines are drawn below boxes, and what matters above what rests; a click finds the uppermost line", () => {
  vi.stubGlobal(
    "Path2D",
    class {
      constructor(public d: string) {}
    },
  );
  const { context, calls } = aContext();
  const box = { x: 0, y: 0, width: 200, height: 50, fill: "f", border: "b", tile: "t" };
  const boxes = [
    { ...box, strong: true },
    { ...box, x: 300, strong: false },
  ];
  const strokes = ["M1", "M2"].map((path) => ({ edge: path, line: { key: "", path }, colour: "c", width: 1 }));
  paint(context, { below: [], boxes, strokes }, SIGHT);
  expect(calls.map(([name]) => name)).toEqual([
    "setTransform",
    "clearRect",
    "setTransform",
    "stroke",
    "stroke",
    ...["fillRect", "strokeRect", "fillRect"],
    ...["fillRect", "strokeRect", "fillRect"],
  ]);
  expect(calls.filter(([name]) => name === "strokeRect").map(([, x]) => x)).toEqual([300, 0]);
  expect(lineAt(context, strokes, { x: 10, y: 20 }, SIGHT)).toBe("M2");
  expect(calls.at(-1)).toEqual(["isPointInStroke", expect.anything(), 20, 40]);
  expect(lineAt(context, strokes.slice(0, 1), { x: 10, y: 20 }, SIGHT)).toBeNull();
  vi.unstubAllGlobals();
});

test("the map shows all nodes and what is seen of them", () => {
  const editor = aFlow();
  const nodes = standing(editor);
  const size = { width: 124, height: 104 };
  const view = viewOf({ x: 0, y: 0, zoom: 2, width: 800, height: 400, ratio: 1 });
  expect(view).toMatchObject({ width: 400, height: 200 });
  const place = placeOf(nodes, view, size);
  for (const { internals, width = 0, height = 0 } of nodes.values()) {
    const { x, y } = internals.positionAbsolute;
    expect((x - place.x) * place.scale).toBeGreaterThanOrEqual(0);
    expect((x + width - place.x) * place.scale).toBeLessThanOrEqual(size.width);
    expect((y - place.y) * place.scale).toBeGreaterThanOrEqual(0);
    expect((y + height - place.y) * place.scale).toBeLessThanOrEqual(size.height);
  }
  const { context, calls } = aContext();
  paintMap(context, { nodes, view, place, size, ratio: 1 }, editor.getState(), LOOK);
  expect(calls.filter(([name]) => name === "fillRect")).toHaveLength(5);
  expect(calls).toContainEqual(["strokeRect", view.x, view.y, view.width, view.height]);
});
