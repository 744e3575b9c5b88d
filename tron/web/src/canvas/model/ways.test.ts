import { describe, expect, test } from "vitest";
import { edge, node, specs } from "../testing/graphs";
import { drawnWays, wayOf, waysOf } from "./ways";
import { exitsOf, freeWay, wiringOf } from "./wiring";

const idsOf = (ways: { id: string }[]) => ways.map(({ id }) => id);

describe("ways out", () => {
  test("are the fixed handles of a type", () => {
    expect(waysOf(specs.get("speak"), {})).toEqual([
      { id: "next", title: "Next", needed: true, fallback: false, stray: false },
    ]);
    expect(waysOf(specs.get("end_call"), {})).toEqual([]);
    expect(waysOf(undefined, {})).toEqual([]);
  });

  test("follow the rows of the data, under their labels", () => {
    const intents = [{ id: "a", label: "Agrees" }, { id: "b", label: "" }, { label: "no id" }, "no row"];
    const ways = waysOf(specs.get("branch_intent"), { intents, fallback_handle: "fallback" });
    expect(ways.map(({ id, title }) => [id, title])).toEqual([
      ["a", "Agrees"],
      ["b", "b"],
      ["fallback", "None of these"],
    ]);
    expect(waysOf(specs.get("branch_intent"), { intents: "broken" }).map(({ id }) => id)).toEqual(["fallback"]);
  });

  test("are the type's own where the data says nothing of them", () => {
    expect(idsOf(waysOf(specs.get("branch_intent"), {}))).toEqual([
      "interested",
      "not_interested",
      "question",
      "fallback",
    ]);
  });

  test("leave the fallback out where a row stands for it", () => {
    const intents = [{ id: "a" }, { id: "b" }];
    const ways = waysOf(specs.get("branch_intent"), { intents, fallback_handle: "b" });
    expect(ways.map(({ id, fallback }) => [id, fallback])).toEqual([
      ["a", false],
      ["b", true],
    ]);
  });

  test("of edges that no handle has any more are drawn too", () => {
    const greet = node("greet", "greeting");
    expect(idsOf(drawnWays(greet, specs, [edge("greet", "x", "gone"), edge("greet", "x", null)]))).toEqual([
      "next",
      "gone",
    ]);
    const unknown = node("odd", "from_the_future");
    expect(idsOf(drawnWays(unknown, specs, [edge("odd", "x", "left"), edge("odd", "y", "left")]))).toEqual(["left"]);
    expect(drawnWays(unknown, specs, [edge("odd", "x", null)])).toMatchObject([{ id: "", stray: true }]);
  });

  test("an edge without a handle leaves by the first", () => {
    expect(wayOf(edge("a", "b", null), waysOf(specs.get("speak"), {}))).toBe("next");
    expect(wayOf(edge("a", "b", "other"), [])).toBe("other");
  });

  test("say which is free, needed ones first", () => {
    const call = node("hook", "webhook");
    const graph = { nodes: [call, node("end", "end_call")], edges: [] };
    expect(freeWay(call, specs, wiringOf(graph))?.id).toBe("next");
    const wired = wiringOf({ ...graph, edges: [edge("hook", "end")] });
    expect(freeWay(call, specs, wired)?.needed).toBe(false);
    expect(exitsOf(call, specs, wired)[0]).toMatchObject({ way: { id: "next" }, edge: { target: "end" } });
  });
});
