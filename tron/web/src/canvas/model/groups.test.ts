import { describe, expect, test } from "vitest";
import { aGraph, edge, ids, lines, node, specs } from "../testing/graphs";
import { copied, duplicated, pasted, readCopied } from "./clipboard";
import { placeFor, removeNodes } from "./edits";
import { extract } from "./extract";
import {
  folded,
  foldedAround,
  frameOf,
  grouped,
  groupsIn,
  isGroup,
  membersOf,
  regrouped,
  settled,
  ungrouped,
  wholeGroup,
  withMembers,
  withMoved,
} from "./groups";
import { neighbour } from "./neighbours";
import { outlineOf } from "./outline";
import { GAP, overlaps } from "./size";
import { tidied } from "./tidy";
import type { FlowNode, Graph } from "./types";

const set = (...names: string[]) => new Set(names);

/** aGraph() with "greet" and "want" in a group, and the group. */
function framed(): { graph: Graph; group: FlowNode } {
  const [graph, id] = grouped(aGraph(), set("greet", "want"), specs);
  const group = graph.nodes.find((one) => one.id === id);
  if (!group) throw new Error("no group");
  return { graph, group };
}

const groupOf = (graph: Graph, id: string) => groupsIn(graph).of.get(id)?.id ?? null;

describe("a group", () => {
  test("names the nodes inside and stands around them; lines stay as they were", () => {
    const { graph, group } = framed();
    expect(membersOf(group)).toEqual(["greet", "want"]);
    expect(group.position).toEqual({ x: -76, y: 62 });
    expect(lines(graph)).toEqual(lines(aGraph()));
    const boxes = [
      { x: 0, y: 100, width: 228, height: 70 },
      { x: -56, y: 240, width: 340, height: 90 },
    ];
    expect(frameOf(boxes, false)).toEqual({ x: -76, y: 62, width: 380, height: 288 });
    expect(frameOf(boxes, true)).toEqual({ x: -76, y: 62, width: 228, height: 48 });
  });

  test("leaves the node right above it alone: its title is in the gap between two rows", () => {
    const above = { x: 0, y: 0, width: 228, height: 70 };
    const frame = frameOf([{ x: 0, y: above.height + GAP, width: 228, height: 70 }], false);
    expect(overlaps(frame, above)).toBe(false);
  });

  test("takes nodes out of the group they were in, and groups in as a whole", () => {
    const { graph, group } = framed();
    const [other, id] = grouped(graph, set("want", "yes"), specs);
    expect(groupOf(other, "greet")).toBe(group.id);
    expect(groupOf(other, "want")).toBe(id);
    const named = {
      ...graph,
      nodes: graph.nodes.map((one) => (one.id === group.id ? { ...one, label: "Opening" } : one)),
    };
    const [larger, whole] = grouped(named, set(group.id, "yes"), specs);
    const [only, ...none] = groupsIn(larger).all;
    expect([only?.id, only?.label, none]).toEqual([whole, "Opening", []]);
    expect(only && membersOf(only)).toEqual(["greet", "want", "yes"]);
  });

  test("is not made of nothing, nor where the server does not know groups", () => {
    expect(grouped(aGraph(), set("gone"), specs)).toEqual([aGraph(), null]);
    const old = new Map([...specs].filter(([type]) => type !== "group"));
    expect(grouped(aGraph(), set("greet"), old)[1]).toBeNull();
  });

  test("goes with its frame alone, or with its last node", () => {
    const { graph, group } = framed();
    expect(ids(ungrouped(graph, set(group.id)))).toEqual(ids(aGraph()));
    expect(ungrouped(graph, set("greet")).nodes).toHaveLength(6);
    const less = settled(removeNodes(graph, set("greet")));
    expect(membersOf(less.nodes.find(isGroup) ?? group)).toEqual(["want"]);
    expect(settled(removeNodes(less, set("want"))).nodes.some(isGroup)).toBe(false);
  });

  test("is left as it is where nothing of it changed", () => {
    const { graph } = framed();
    expect(settled(graph)).toBe(graph);
    expect(settled(aGraph())).toEqual(aGraph());
  });

  test("that names nonsense is read as far as it goes", () => {
    const odd = node("g", "group", { nodes: ["greet", 7, "gone", "greet", "g"] });
    const second = node("h", "group", { nodes: ["greet", "want"] });
    const graph = settled({ ...aGraph(), nodes: [...aGraph().nodes, odd, second] });
    expect(groupsIn(graph).all.map(membersOf)).toEqual([["greet"], ["want"]]);
    expect(membersOf(node("x", "group", { nodes: "greet" }))).toEqual([]);
  });

  test("takes nodes in and lets them go", () => {
    const { graph, group } = framed();
    const more = regrouped(graph, "yes", group.id);
    expect(groupOf(more, "yes")).toBe(group.id);
    expect(more.nodes.find(isGroup)?.position.x).toBe(-220);
    expect(groupOf(regrouped(more, "yes", null), "yes")).toBeNull();
    expect(regrouped(regrouped(graph, "greet", null), "want", null).nodes.some(isGroup)).toBe(false);
  });

  test("moves with all that is in it", () => {
    const { graph, group } = framed();
    const places = withMoved(
      graph,
      new Map([
        [group.id, { x: -66, y: 82 }],
        ["yes", { x: 1, y: 2 }],
      ]),
    );
    expect(Object.fromEntries(places)).toEqual({
      [group.id]: { x: -66, y: 82 },
      yes: { x: 1, y: 2 },
      greet: { x: 10, y: 120 },
      want: { x: -46, y: 260 },
    });
    const alone = new Map([["greet", { x: 5, y: 5 }]]);
    expect(withMoved(graph, alone)).toBe(alone);
  });

  test("is chosen with what is in it", () => {
    const { graph, group } = framed();
    const all = withMembers(graph, [group.id]);
    expect(all).toEqual([group.id, "greet", "want"]);
    expect(wholeGroup(graph, new Set(all))?.id).toBe(group.id);
    expect(wholeGroup(graph, set(...all, "yes"))).toBeNull();
    expect(withMembers(aGraph(), ["greet"])).toEqual(["greet"]);
  });

  test("folds and opens", () => {
    const { graph, group } = framed();
    const closed = folded(graph, group.id, true);
    expect(foldedAround(closed, "greet")?.id).toBe(group.id);
    expect(foldedAround(closed, "yes")).toBeNull();
    expect(folded(closed, group.id, true)).toBe(closed);
    expect(foldedAround(folded(closed, group.id, false), "greet")).toBeNull();
  });

  test("takes no place away from new nodes", () => {
    const { graph } = framed();
    const speak = specs.get("speak");
    if (!speak) throw new Error("no speak");
    const place = placeFor(graph, speak, specs, { node: "greet", way: "next" }, { x: 0, y: 0 });
    expect(place).toEqual(placeFor(aGraph(), speak, specs, { node: "greet", way: "next" }, { x: 0, y: 0 }));
  });
});

describe("a copy of a group", () => {
  test("has copies of its nodes, in another flow too", () => {
    const { graph, group } = framed();
    const [next, made] = duplicated(graph, new Set(withMembers(graph, [group.id])));
    const copy = next.nodes.find((one) => isGroup(one) && one.id !== group.id);
    expect(made.size).toBe(3);
    expect(copy && membersOf(copy).every((id) => made.has(id))).toBe(true);
    expect(membersOf(group)).toEqual(["greet", "want"]);
    const text = copied(graph, set(group.id, "greet"));
    const [other] = pasted({ nodes: [], edges: [] }, readCopied(text) ?? graph, { x: 0, y: 0 });
    expect(other.nodes.map(({ type }) => type).sort()).toEqual(["greeting", "group"]);
    expect(membersOf(other.nodes.find(isGroup) ?? group)).toHaveLength(1);
  });
});

describe("a subflow of a group", () => {
  test("has its nodes without the frame, and takes the place of both", () => {
    const { graph, group } = framed();
    const [chain] = grouped({ ...aGraph(), edges: aGraph().edges.slice(0, 3) }, set("greet", "want"), specs);
    const id = groupsIn(chain).all[0]?.id ?? "";
    const found = extract(chain, new Set(withMembers(chain, [id])), specs);
    if (typeof found === "string") throw new Error(found);
    expect(found.inner.nodes.map(({ type }) => type)).toEqual([
      "start_outbound",
      "greeting",
      "branch_intent",
      "end_call",
    ]);
    expect(found.graph.nodes.some(isGroup)).toBe(false);
    expect(found.graph.nodes.map(({ type }) => type)).toContain("subflow");
    expect(extract(graph, set(group.id, "greet"), specs)).toBe("few");
  });

  test("of a part of it stands in the group", () => {
    const [graph, id] = grouped(
      { ...aGraph(), edges: aGraph().edges.slice(0, 3) },
      set("start", "greet", "want"),
      specs,
    );
    const found = extract(graph, set("greet", "want"), specs);
    if (typeof found === "string") throw new Error(found);
    const group = found.graph.nodes.find((one) => one.id === id);
    expect(group && membersOf(group)).toEqual(["start", found.node.id]);
  });
});

describe("groups for those who walk and read", () => {
  test("stand in the outline before their first node", () => {
    const { graph, group } = framed();
    const rows = outlineOf(graph, specs).map(({ node: { id }, group: around }) => [id, around?.id ?? null]);
    expect(rows.slice(0, 4)).toEqual([
      ["start", null],
      [group.id, null],
      ["greet", group.id],
      ["want", group.id],
    ]);
    expect(rows).toHaveLength(6);
  });

  test("are entered by arrow keys, and left along their lines when folded", () => {
    const { graph, group } = framed();
    expect(neighbour(graph, group.id, "down", specs)).toBe("greet");
    const closed = folded(graph, group.id, true);
    expect(neighbour(closed, group.id, "down", specs)).toBe("yes");
    expect(neighbour(closed, group.id, "up", specs)).toBe("start");
  });

  test("stay together when the flow is tidied up", () => {
    const graph = { ...framed().graph, edges: [...aGraph().edges, edge("want", "yes", "question")] };
    const places = tidied(graph, specs);
    expect([...places.keys()].sort()).toEqual([...ids(aGraph())].sort());
    for (const { x, y } of places.values()) expect(Number.isFinite(x + y)).toBe(true);
    const moved = {
      ...graph,
      nodes: graph.nodes.map((one) => ({ ...one, position: places.get(one.id) ?? one.position })),
    };
    const box = frameOf(
      ["greet", "want"].map((id) => ({ ...(places.get(id) ?? { x: 0, y: 0 }), width: 228, height: 70 })),
      false,
    );
    for (const id of ["start", "yes", "no"]) {
      const { y } = moved.nodes.find((one) => one.id === id)?.position ?? { y: box.y };
      expect(y + 48 <= box.y || y >= box.y + box.height, id).toBe(true);
    }
  });
});
