import { describe, expect, test } from "vitest";
import { aGraph, edge, ids, lines, node, specs } from "../testing/graphs";
import {
  addAfter,
  boxesOf,
  canConnect,
  connect,
  insertOnEdge,
  moveNodes,
  newNode,
  placeFor,
  removeEdges,
  removeNodes,
  setData,
  setEdgeLabel,
  setLabel,
  withRoom,
} from "./edits";
import { overlaps } from "./size";
import type { NodeSpec } from "./types";

const speak = specs.get("speak") as NodeSpec;

describe("connecting", () => {
  test("leads a way to one node, and lets the one before go", () => {
    const graph = connect(aGraph(), { node: "want", way: "interested" }, "no", specs);
    expect(lines(graph)).toEqual(["greet.next>want", "start.>greet", "want.interested>no", "want.not_interested>no"]);
  });

  test("counts an edge without a handle as the first way's", () => {
    const graph = connect(aGraph(), { node: "start", way: "next" }, "want", specs);
    expect(lines(graph)).toContain("start.next>want");
    expect(lines(graph)).not.toContain("start.>greet");
  });

  test("leads into no start, no global, no note, and out of no stranger", () => {
    const graph = aGraph();
    const more = { ...graph, nodes: [...graph.nodes, node("note", "note"), node("g", "global"), node("odd", "odd")] };
    for (const target of ["start", "note", "g", "nowhere"]) {
      expect(canConnect(more, { node: "greet", way: "next" }, target, specs)).toBe(false);
      expect(connect(more, { node: "greet", way: "next" }, target, specs)).toBe(more);
    }
    expect(canConnect(more, { node: "greet", way: "next" }, "odd", specs)).toBe(true);
    expect(canConnect(more, { node: "gone", way: "next" }, "greet", specs)).toBe(false);
  });
});

describe("adding", () => {
  test("makes a node with the defaults of its type, which stay the type's own", () => {
    const one = newNode(specs.get("branch_intent") as NodeSpec, { x: 1, y: 2 });
    expect(one).toMatchObject({ type: "branch_intent", position: { x: 1, y: 2 } });
    (one.data["intents"] as unknown[]).pop();
    expect(specs.get("branch_intent")?.defaults["intents"]).toHaveLength(3);
  });

  test("after a way that leads on puts the node in between", () => {
    const one = node("new", "speak");
    expect(lines(addAfter(aGraph(), { node: "greet", way: "next" }, one, specs))).toEqual(
      expect.arrayContaining(["greet.next>new", "new.next>want"]),
    );
    const end = node("end", "end_call");
    expect(lines(addAfter(aGraph(), { node: "greet", way: "next" }, end, specs))).not.toContain("greet.next>want");
  });

  test("into an edge keeps both its ends, and what follows makes room", () => {
    const [graph, added] = insertOnEdge(aGraph(), "greet-next-want", speak, specs);
    expect(added).not.toBeNull();
    expect(lines(graph)).toEqual(expect.arrayContaining([`greet.next>${added?.id}`, `${added?.id}.next>want`]));
    const boxes = boxesOf(graph, specs);
    boxes.forEach((box, at) => {
      for (const other of boxes.slice(at + 1)) expect(overlaps(box, other)).toBe(false);
    });
    expect(insertOnEdge(aGraph(), "gone", speak, specs)[1]).toBeNull();
  });

  test("takes a place where nothing stands", () => {
    const graph = aGraph();
    const below = placeFor(graph, speak, specs, { node: "want", way: "question" }, { x: 0, y: 0 });
    const box = { ...below, width: 228, height: 48 };
    expect(boxesOf(graph, specs).some((other) => overlaps(box, other))).toBe(false);
    expect(below.y).toBeGreaterThan(240);
    const free = placeFor(graph, speak, specs, null, { x: 114, y: 124 });
    expect(boxesOf(graph, specs).some((other) => overlaps({ ...free, width: 228, height: 48 }, other))).toBe(false);
  });

  test("moves nothing where there is room", () => {
    const graph = { nodes: [node("a", "speak"), node("b", "speak", {}, 0, 500)], edges: [edge("a", "b")] };
    expect(withRoom(graph, "a", specs)).toBe(graph);
  });
});

describe("changing", () => {
  test("a row's id takes its edge along, and only then", () => {
    const intents = [{ id: "agrees", label: "Interested" }, { id: "not_interested" }, { id: "question" }];
    const graph = setData(aGraph(), "want", { ...aGraph().nodes[2]?.data, intents }, specs);
    expect(lines(graph)).toContain("want.agrees>yes");
    const swapped = [{ id: "not_interested" }, { id: "interested" }, { id: "question" }];
    const same = setData(aGraph(), "want", { ...aGraph().nodes[2]?.data, intents: swapped }, specs);
    expect(lines(same)).toEqual(lines(aGraph()));
    const fewer = setData(aGraph(), "want", { ...aGraph().nodes[2]?.data, intents: [{ id: "other" }] }, specs);
    expect(lines(fewer)).toEqual(lines(aGraph()));
  });

  test("a label can be given and taken back", () => {
    const named = setLabel(aGraph(), "greet", "Hello");
    expect(named.nodes[1]?.label).toBe("Hello");
    expect(setLabel(named, "greet", "").nodes[1]).not.toHaveProperty("label");
    const marked = setEdgeLabel(aGraph(), "greet-next-want", "always");
    expect(marked.edges[1]?.label).toBe("always");
    expect(setEdgeLabel(marked, "greet-next-want", "").edges[1]).not.toHaveProperty("label");
  });

  test("what does not change keeps its object", () => {
    const graph = aGraph();
    expect(moveNodes(graph, new Map([["greet", { x: 0, y: 100 }]]))).toBe(graph);
    const moved = moveNodes(graph, new Map([["greet", { x: 5, y: 100 }]]));
    expect(moved.nodes[1]?.position).toEqual({ x: 5, y: 100 });
    expect(moved.nodes[0]).toBe(graph.nodes[0]);
    expect(setData(graph, "gone", {}, specs)).toBe(graph);
    expect(removeNodes(graph, new Set())).toBe(graph);
    expect(removeEdges(graph, new Set())).toBe(graph);
  });

  test("a node takes its edges along when it goes", () => {
    const graph = removeNodes(aGraph(), new Set(["want"]));
    expect(ids(graph)).toEqual(["start", "greet", "yes", "no"]);
    expect(lines(graph)).toEqual(["start.>greet"]);
    expect(lines(removeEdges(aGraph(), new Set(["greet-next-want"])))).not.toContain("greet.next>want");
  });
});
