import { expect, test } from "vitest";
import { endedPath } from "@/features/flows/panel";
import { lightOn, wentAlong } from "./light";

const path = [
  { node: "start", way: "next" },
  { node: "ask", way: "yes" },
  { node: "end", way: null },
];

test("the last node of a path runs, the others were walked", () => {
  expect(["end", "ask", "elsewhere"].map((node) => lightOn(path, node))).toEqual(["running", "walked", null]);
  expect(lightOn([], "ask")).toBeNull();
});

test("in a talk that is over nothing runs", () => {
  const over = endedPath(path);
  expect(["end", "ask", "elsewhere"].map((node) => lightOn(over, node))).toEqual(["walked", "walked", null]);
  expect(wentAlong(over, "ask", "yes", "end")).toBe(true);
  expect(endedPath([])).toEqual([]);
});

test("of two ways between the same nodes only the one that was taken is lit", () => {
  expect(wentAlong(path, "ask", "yes", "end")).toBe(true);
  expect(wentAlong(path, "ask", "no", "end")).toBe(false);
  expect(wentAlong(path, "start", "next", "end")).toBe(false);
});

test("a node that went nowhere lights no line; where no ways were kept, all lines between both are lit", () => {
  const jumped = [{ node: "ask", way: null }, { node: "end" }];
  expect(wentAlong(jumped, "ask", "yes", "end")).toBe(false);
  const old = path.map(({ node }) => ({ node }));
  expect(wentAlong(old, "ask", "no", "end")).toBe(true);
});
