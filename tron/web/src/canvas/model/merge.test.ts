import { describe, expect, test } from "vitest";
import { aGraph, edge, ids, lines, node, specs } from "../testing/graphs";
import { clashes, mergedGraph, wayClashes } from "./merge";
import type { FlowEdge, Graph } from "./types";

describe("two versions", () => {
  const base = aGraph();

  test("are merged node by node: what I changed is mine, the rest theirs", () => {
    const mine = { ...base, nodes: base.nodes.map((one) => (one.id === "greet" ? { ...one, label: "Mine" } : one)) };
    const theirs = {
      nodes: [
        ...base.nodes.map((one) => (one.id === "yes" ? { ...one, label: "Theirs" } : one)),
        node("extra", "speak"),
      ],
      edges: base.edges.slice(1),
    };
    const merged = mergedGraph(base, mine, theirs, specs);
    expect(ids(merged)).toEqual([...ids(base), "extra"]);
    expect(merged.nodes.find(({ id }) => id === "greet")?.label).toBe("Mine");
    expect(merged.nodes.find(({ id }) => id === "yes")?.label).toBe("Theirs");
    expect(lines(merged)).not.toContain("start.>greet");
    expect(clashes(base, mine, theirs).map(({ id }) => id)).toEqual(["greet"]);
  });

  test("keep what one side added and drop what I deleted, with its edges", () => {
    const mine = {
      nodes: [...base.nodes.filter(({ id }) => id !== "no"), node("mine", "speak")],
      edges: base.edges.slice(0, 3),
    };
    const theirs = { ...base, nodes: base.nodes.map((one) => (one.id === "no" ? { ...one, label: "x" } : one)) };
    const merged = mergedGraph(base, mine, theirs, specs);
    expect(ids(merged)).toEqual(["start", "greet", "want", "yes", "mine"]);
    expect(lines(merged)).not.toContain("want.not_interested>no");
    expect(clashes(base, mine, theirs)).toMatchObject([
      { id: "mine", theirs: null },
      { id: "no", mine: null, theirs: { label: "x" } },
    ]);
  });

  test("that say the same do not clash", () => {
    const same = structuredClone(base);
    expect(clashes(base, same, same)).toEqual([]);
    expect(mergedGraph(base, same, base, specs)).toEqual(base);
  });
});

describe("a way that both led elsewhere", () => {
  const base = aGraph();
  const want = (to: string | null, id = `edge_${to}`): Graph => {
    const others = base.edges.filter(({ sourceHandle }) => sourceHandle !== "interested");
    const led: FlowEdge[] = to === null ? [] : [{ id, source: "want", target: to, sourceHandle: "interested" }];
    return { ...base, edges: [...others, ...led] };
  };
  const merged = (mine: Graph, theirs: Graph) => mergedGraph(base, mine, theirs, specs);
  const interested = (graph: Graph) => lines(graph).filter((line) => line.startsWith("want.interested"));

  test("has one edge, mine, and is shown as a conflict", () => {
    const [mine, theirs] = [want("greet"), want("no")];
    expect(interested(merged(mine, theirs))).toEqual(["want.interested>greet"]);
    expect(wayClashes(base, mine, theirs, specs)).toEqual([
      { node: "want", way: "interested", mine: "greet", theirs: "no" },
    ]);
  });

  test("has one edge where it was free before", () => {
    const [mine, theirs] = [
      { ...base, edges: [...base.edges, edge("want", "yes", "fallback")] },
      { ...base, edges: [...base.edges, edge("want", "no", "fallback")] },
    ];
    expect(lines(merged(mine, theirs)).filter((line) => line.includes("fallback"))).toEqual(["want.fallback>yes"]);
    expect(wayClashes(base, mine, theirs, specs)).toMatchObject([{ way: "fallback", mine: "yes", theirs: "no" }]);
  });

  test("has one edge where one side names the first way and the other does not", () => {
    const mine = { ...base, edges: [...base.edges.slice(1), edge("start", "want", null)] };
    const theirs = { ...base, edges: [...base.edges.slice(1), edge("start", "no", "next")] };
    expect(lines(merged(mine, theirs)).filter((line) => line.startsWith("start"))).toEqual(["start.>want"]);
  });

  test("stays cut where I cut it, and where they did and I did not touch it", () => {
    expect(interested(merged(want(null), want("no")))).toEqual([]);
    expect(interested(merged(base, want(null)))).toEqual([]);
    expect(wayClashes(base, want(null), want("no"), specs)).toMatchObject([{ mine: null, theirs: "no" }]);
  });

  test("is theirs where I only deleted the node that it led to", () => {
    const mine = { nodes: base.nodes.filter(({ id }) => id !== "yes"), edges: want(null).edges };
    expect(interested(merged(mine, want("no")))).toEqual(["want.interested>no"]);
    expect(wayClashes(base, mine, want("no"), specs)).toEqual([]);
  });

  test("is kept with a node that they deleted while I changed it", () => {
    const mine = { ...base, nodes: base.nodes.map((one) => (one.id === "want" ? { ...one, label: "Mine" } : one)) };
    const theirs = {
      nodes: base.nodes.filter(({ id }) => id !== "want"),
      edges: base.edges.filter(({ source, target }) => source !== "want" && target !== "want"),
    };
    expect(lines(merged(mine, theirs))).toEqual(lines(base));
  });

  test("clashes with nothing where both lead to the same, by whatever edge", () => {
    const [mine, theirs] = [want("no", "edge_a"), want("no", "edge_b")];
    expect(wayClashes(base, mine, theirs, specs)).toEqual([]);
    expect(interested(merged(mine, theirs))).toHaveLength(1);
  });

  test("gives no two edges one id", () => {
    // They led the same edge out of another way; I wrote on it.
    const labelled = base.edges.map((one) => (one.sourceHandle === "interested" ? { ...one, label: "Yes" } : one));
    const moved = base.edges.map((one) =>
      one.sourceHandle === "interested" ? { ...one, sourceHandle: "fallback" } : one,
    );
    const { edges } = merged({ ...base, edges: labelled }, { ...base, edges: moved });
    expect(edges.map(({ sourceHandle }) => sourceHandle)).toEqual(expect.arrayContaining(["interested", "fallback"]));
    expect(new Set(edges.map(({ id }) => id)).size).toBe(edges.length);
  });
});
