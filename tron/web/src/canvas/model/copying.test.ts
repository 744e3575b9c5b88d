import { describe, expect, test } from "vitest";
import { aGraph, edge, ids, lines, node, specs } from "../testing/graphs";
import { copied, duplicated, pasted, readCopied, shiftTo } from "./clipboard";
import { extract } from "./extract";

describe("copying", () => {
  test("takes nodes and the edges between them into another flow, under new ids", () => {
    const text = copied(aGraph(), new Set(["want", "yes"]));
    const copy = readCopied(text);
    if (!copy) throw new Error("not read");
    const [graph, fresh] = pasted(aGraph(), copy, { x: 10, y: 20 });
    expect(graph.nodes).toHaveLength(7);
    expect(fresh.size).toBe(2);
    expect(new Set(ids(graph)).size).toBe(7);
    const [branch] = graph.nodes.slice(5);
    expect(branch?.position).toEqual({ x: -46, y: 260 });
    expect(graph.edges).toHaveLength(5);
    expect(graph.edges[4]).toMatchObject({ source: branch?.id, sourceHandle: "interested" });
    expect(branch?.data).not.toBe(aGraph().nodes[2]?.data);
  });

  test.each([
    "",
    "no json",
    "null",
    "[]",
    '{"format":"other"}',
    '{"format":"tron.nodes","nodes":[{}],"edges":[]}',
    '{"format":"tron.nodes","nodes":[{"id":"a","type":"speak","data":{},"position":{"x":null,"y":0}}],"edges":[]}',
  ])("reads nothing out of %j", (text) => expect(readCopied(text)).toBeNull());

  test("puts a copy's middle where the eye is", () => {
    const copy = { nodes: [node("a", "speak", {}, 0, 0), node("b", "speak", {}, 100, 50)], edges: [] };
    expect(shiftTo(copy, { x: 0, y: 0 })).toEqual({ x: -50, y: -25 });
    expect(shiftTo({ nodes: [], edges: [] }, { x: 9, y: 9 })).toEqual({ x: 0, y: 0 });
  });

  test("duplicates beside the original", () => {
    const [graph, fresh] = duplicated(aGraph(), new Set(["greet"]));
    expect(graph.nodes).toHaveLength(6);
    expect(graph.nodes[5]).toMatchObject({ type: "greeting", position: { x: 40, y: 140 } });
    expect([...fresh]).toEqual([graph.nodes[5]?.id]);
  });
});

describe("a subflow", () => {
  const chain = () => ({
    nodes: ["start_outbound", "greeting", "speak", "listen", "end_call"].map((type, at) =>
      node(`n${at}`, type, {}, 0, at * 100),
    ),
    edges: [0, 1, 2, 3].map((at) => edge(`n${at}`, `n${at + 1}`)),
  });

  test("takes nodes with one entry and one exit out, and stands in their place", () => {
    const found = extract(chain(), new Set(["n2", "n3"]), specs);
    if (typeof found === "string") throw new Error(found);
    const { inner, graph, node: sub } = found;
    expect(lines(graph)).toEqual([`n0.next>n1`, `n1.next>${sub.id}`, `${sub.id}.next>n4`].sort());
    expect(inner.nodes.map(({ type }) => type)).toEqual(["start_outbound", "speak", "listen", "end_call"]);
    expect(inner.nodes[3]?.data["returns"]).toBe(true);
    const [start, , , end] = inner.nodes;
    expect(lines(inner)).toEqual([`${start?.id}.>n2`, "n2.next>n3", `n3.next>${end?.id}`].sort());
  });

  test("is given what its nodes look up, and gives back what they keep", () => {
    const nodes = [
      node("start", "start_outbound"),
      node("ask", "collect", { variable: "order_id" }),
      node("card", "collect", { variable: "card" }),
      node("look", "webhook", {
        url: "https://shop.example/{{ order_id|default(0) }}",
        mapping: [{ variable: "price", path: "price" }],
      }),
      node("rule", "branch_custom", { rules: [{ field: "budget.high", operator: "greater", value: "{{price}}" }] }),
      node("set", "set_variable", { variable: "budget", mode: "constant", value: "500" }),
      node("end", "end_call", { message: "It is {{price}}, {{contact_name}}." }),
    ];
    const edges = [
      edge("start", "ask", null),
      edge("ask", "card"),
      edge("card", "set"),
      edge("set", "look"),
      edge("look", "rule"),
      edge("rule", "end", "true"),
      edge("rule", "end", "false"),
    ];
    const found = extract({ nodes, edges }, new Set(["look", "rule"]), specs);
    if (typeof found === "string") throw new Error(found);
    expect(found.node.data["inputs"]).toEqual([
      { name: "order_id", value: "{{order_id}}" },
      { name: "budget", value: "{{budget}}" },
    ]);
    expect(found.node.data["outputs"]).toEqual([{ variable: "price", inner: "price" }]);
    expect(found.graph.nodes.find(({ id }) => id === found.node.id)).toBe(found.node);
  });

  test("says why some nodes make none", () => {
    expect(extract(chain(), new Set(["n2"]), specs)).toBe("few");
    expect(extract(chain(), new Set(["n0", "n1"]), specs)).toBe("start");
    const two = { ...chain(), edges: [...chain().edges, edge("n0", "n3", "other")] };
    expect(extract(two, new Set(["n2", "n3"]), specs)).toBe("entries");
    const out = { ...chain(), edges: [...chain().edges, edge("n2", "n1", "other")] };
    expect(extract(out, new Set(["n2", "n3"]), specs)).toBe("exits");
    expect(extract(chain(), new Set(["n2", "n3"]), new Map())).toBe("none");
  });
});
