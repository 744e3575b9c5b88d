import { describe, expect, test } from "vitest";
import { aGraph, edge, node, specs } from "../testing/graphs";
import { firstNode, neighbour } from "./neighbours";
import { outlineOf } from "./outline";
import { findNodes, score } from "./search";
import { boxOf, freePlace, handleAt } from "./size";
import { snapped } from "./snap";
import { summaryOf } from "./summary";
import { tidied } from "./tidy";
import { openName, pieces, variablesOf, withVariable } from "./variables";

describe("the outline", () => {
  test("has every node once, in the order of the talk", () => {
    const graph = aGraph();
    const more = { ...graph, nodes: [node("lost", "speak"), node("g", "global"), ...graph.nodes] };
    const rows = outlineOf({ ...more, edges: [...graph.edges, edge("yes", "greet")] }, specs);
    expect(rows.map(({ node: { id }, depth, reached }) => [id, depth, reached])).toEqual([
      ["start", 0, true],
      ["greet", 0, true],
      ["want", 0, true],
      ["yes", 1, true],
      ["no", 1, true],
      ["g", 0, true],
      ["lost", 0, false],
    ]);
    expect(rows[2]?.exits.map(({ way, target }) => [way.id, target?.id ?? null])).toEqual([
      ["interested", "yes"],
      ["not_interested", "no"],
      ["question", null],
      ["fallback", null],
    ]);
  });

  test("ends on a circle and on a flow a thousand nodes long", () => {
    const nodes = Array.from({ length: 1000 }, (_, at) => node(`n${at}`, at === 0 ? "start_outbound" : "speak"));
    const edges = nodes.map((_, at) => edge(`n${at}`, `n${(at + 1) % 1000}`));
    expect(outlineOf({ nodes, edges }, specs)).toHaveLength(1000);
  });
});

describe("arrow keys", () => {
  test("walk along the edges, and sideways between the ways of a branch", () => {
    const graph = aGraph();
    expect(firstNode(graph, specs)).toBe("start");
    expect(neighbour(graph, "start", "down", specs)).toBe("greet");
    expect(neighbour(graph, "want", "down", specs)).toBe("yes");
    expect(neighbour(graph, "want", "up", specs)).toBe("greet");
    expect(neighbour(graph, "yes", "right", specs)).toBe("no");
    expect(neighbour(graph, "no", "left", specs)).toBe("yes");
    expect(neighbour(graph, "no", "down", specs)).toBeNull();
    expect(neighbour(graph, "start", "up", specs)).toBeNull();
    expect(neighbour(graph, "gone", "up", specs)).toBeNull();
    expect(neighbour(graph, "no", "right", specs)).toBeNull();
  });

  test("reach what hangs on nothing by its place", () => {
    const graph = aGraph();
    const more = { ...graph, nodes: [...graph.nodes, node("lost", "speak", {}, 600, 0)] };
    expect(neighbour(more, "start", "right", specs)).toBe("lost");
    expect(firstNode({ nodes: [], edges: [] }, specs)).toBeNull();
  });
});

test("search finds names first, then what nodes say", () => {
  const name = ({ id }: { id: string }) => (id === "greet" ? "Opening" : id);
  expect(findNodes(aGraph().nodes, "open", name).map(({ node: { id } }) => id)).toEqual(["greet"]);
  expect(findNodes(aGraph().nodes, "contact_name", name).map(({ node: { id } }) => id)).toEqual(["greet"]);
  expect(findNodes(aGraph().nodes, "", name)).toHaveLength(5);
  expect(score("Send SMS", "sms")).toBeLessThan(score("SMS", "sms"));
  expect(score("Send SMS", "sms absent")).toBe(0);
});

describe("drawing", () => {
  test("knows how large a node is from what it says", () => {
    expect(boxOf(node("a", "start_outbound"), specs, 1)).toEqual({ width: 228, height: 48 });
    expect(boxOf(node("a", "speak", { text: "Hello." }), specs, 1).height).toBe(70);
    expect(boxOf(node("a", "speak", { text: "x".repeat(60) }), specs, 1).height).toBe(94);
    expect(boxOf(node("a", "branch_intent", { prompt: "" }), specs, 4)).toEqual({ width: 340, height: 88 });
    expect(boxOf(node("a", "end_call"), specs, 0, true).height).toBe(70);
    expect(boxOf(node("a", "note"), specs, 0).height).toBe(120);
    expect(boxOf(node("a", "unknown"), specs, 1).height).toBe(48);
    expect(handleAt({ width: 200, height: 50 }, 1, 4)).toEqual({ x: 75, y: 50 });
  });

  test("says in short what a node does", () => {
    expect(summaryOf(node("a", "greeting", { text: " Hi " }), specs.get("greeting"))).toBe("Hi");
    expect(summaryOf(node("a", "set_outcome", { outcome: "paid" }), specs.get("set_outcome"))).toBe("paid");
    expect(summaryOf(node("a", "start_outbound"), specs.get("start_outbound"))).toBeNull();
    expect(summaryOf(node("a", "unknown"), undefined)).toBeNull();
  });

  test("finds a place to the right of what stands in the way", () => {
    const taken = [{ x: 0, y: 0, width: 100, height: 100 }];
    expect(freePlace({ x: 50, y: 50 }, { width: 10, height: 10 }, taken).x).toBeGreaterThan(100);
    expect(freePlace({ x: 300, y: 50 }, { width: 10, height: 10 }, taken)).toEqual({ x: 300, y: 50 });
  });

  test("pulls a dragged node into line with others, like with like", () => {
    const others = [{ x: 100, y: 300, width: 228, height: 48 }];
    const near = snapped({ x: 103, y: 0, width: 228, height: 48 }, others, 6);
    expect(near).toEqual({ position: { x: 100, y: 0 }, lines: { x: 214, y: null } });
    const far = snapped({ x: 120, y: 0, width: 228, height: 48 }, others, 6);
    expect(far.lines).toEqual({ x: null, y: null });
    expect(snapped({ x: 500, y: 298, width: 228, height: 90 }, others, 6).position.y).toBe(300);
  });

  test("lays a flow out from top to bottom, and leaves notes alone", () => {
    const graph = aGraph();
    const places = tidied({ ...graph, nodes: [...graph.nodes, node("memo", "note")] }, specs);
    const y = (id: string) => places.get(id)?.y ?? Number.NaN;
    expect(y("start")).toBeLessThan(y("greet"));
    expect(y("greet")).toBeLessThan(y("want"));
    expect(y("want")).toBeLessThan(y("yes"));
    expect(y("yes")).toBe(y("no"));
    expect(places.has("memo")).toBe(false);
  });
});

describe("variables", () => {
  test("are the call's own, those that nodes keep, and those in use", () => {
    const graph = {
      nodes: [node("a", "listen", { variable: "answer" }), node("b", "speak", { text: "{{ city }} {{x.y}}" })],
      edges: [],
    };
    const found = variablesOf(graph, specs);
    expect(found).toEqual(expect.arrayContaining(["contact_name", "answer", "city", "x"]));
    expect(new Set(found).size).toBe(found.length);
  });

  test("are told apart from the words around them", () => {
    expect(pieces("Hi {{ name }}, {{a|money}}")).toEqual([
      { text: "Hi ", variable: false },
      { text: "name", variable: true },
      { text: ", ", variable: false },
      { text: "a|money", variable: true },
    ]);
    expect(pieces("")).toEqual([]);
  });

  test("are offered while one is written, and written where the cursor is", () => {
    expect(openName("Hi {{na", 7)).toBe("na");
    expect(openName("Hi {{", 5)).toBe("");
    expect(openName("Hi {{name}} x", 13)).toBeNull();
    expect(withVariable("Hi {{na, you", 7, "name")).toEqual(["Hi {{name}}, you", 11]);
    expect(withVariable("Hi {{na}} x", 7, "name")).toEqual(["Hi {{name}} x", 11]);
    expect(withVariable("Hi ", 3, "name")).toEqual(["Hi {{name}}", 11]);
  });
});
