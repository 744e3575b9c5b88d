import { expect, test } from "vitest";
import { aCanvas } from "@/testing/flows";
import { eventNote } from "./eventNotes";
import { fileName } from "./files";
import { leavesOf, piecesOf } from "./leaves";
import { drawnPath } from "./panel";
import { afterMessage, pathOf, SILENT, variablesOf } from "./simulation";
import { sketchOf } from "./sketch";
import type { Step } from "./types";
import { pairsFrom, shown, variablesFrom } from "./values";

test("two texts differ word by word, and read back whole", () => {
  const pieces = piecesOf("नमस्ते राजेश जी, plan 15 को", "नमस्ते जी, plan 20 को ख़त्म");
  expect(pieces.filter(({ kind }) => kind !== "new").map(({ text }) => text)).toEqual([
    "नमस्ते ",
    "राजेश ",
    "जी, plan ",
    "15",
    " को",
  ]);
  expect(
    pieces
      .filter(({ kind }) => kind !== "gone")
      .map(({ text }) => text)
      .join(""),
  ).toBe("नमस्ते जी, plan 20 को ख़त्म");
});

test("values differ place by place; a row that only moved is no change", () => {
  const rows = (...ids: string[]) => ids.map((id) => ({ id, words: [id] }));
  expect(leavesOf(rows("a", "b"), rows("b", "a"))).toEqual([]);
  expect(leavesOf({ a: { b: 1, c: 2 } }, { a: { b: 3 } })).toEqual([
    { path: "a.b", before: 1, after: 3 },
    { path: "a.c", before: 2, after: undefined },
  ]);
  expect(leavesOf(["x"], ["x", "y"])).toEqual([{ path: "2", before: undefined, after: "y" }]);
});

test("values that people write mean what they say, and numbers of phones stay text", () => {
  const pairs = [
    { key: "plan", value: "gold" },
    { key: "months", value: "12" },
    { key: "paid", value: "false" },
    { key: "pin", value: "012345" },
    { key: "order", value: '{"id": 7}' },
    { key: " ", value: "nothing" },
  ];
  const values = variablesFrom(pairs);
  expect(values).toEqual({ plan: "gold", months: 12, paid: false, pin: "012345", order: { id: 7 } });
  expect(variablesFrom(pairsFrom({ ...values, text: "12" }))).toEqual({ ...values, text: "12" });
  expect(shown("12")).toBe('"12"');
});

test("a talk that stepped back has the steps that the server gave; an error of its start falls silent", () => {
  const told = (talk: typeof SILENT, ...messages: { type: string }[]) => messages.reduce(afterMessage, talk);
  const talk = told(SILENT, { type: "started" }, { type: "agent" }, { type: "caller" }, { type: "waiting" });
  expect(talk).toMatchObject({ state: "talking", waiting: true });
  const back = { type: "back", steps: [{ type: "agent", text: "Hello." }] };
  expect(told(talk, back, { type: "waiting" })).toMatchObject({ steps: back.steps, waiting: true, ending: null });
  const error = { type: "error", error: { code: "invalid", message: "No." } };
  expect(afterMessage({ ...SILENT, state: "connecting" }, error)).toMatchObject({ state: "silent" });
  expect(told(talk, { type: "agent" }, error)).toMatchObject({ state: "talking", waiting: true });
  expect(afterMessage(talk, { type: "something new" })).toBe(talk);
});

test("a variable is fresh when the last turn set it", () => {
  const steps = [
    { type: "event" as const, variables: { a: 1, b: 1 } },
    { type: "caller" as const },
    { type: "event" as const, variables: { b: 2 } },
  ];
  expect(variablesOf(steps)).toEqual([
    { name: "a", value: 1, fresh: false },
    { name: "b", value: 2, fresh: true },
  ]);
});

test("an event that says nothing here is left out; a webhook that failed needs a look", () => {
  expect(eventNote({ event: "turn.latency", payload: {} })).toBeNull();
  const failed = { event: "webhook.finished", payload: { ok: false, host: "shop.example" } };
  expect(eventNote(failed)).toEqual({ key: "webhookFailed", warn: true, fact: "shop.example" });
});

test("a path inside a subflow is drawn as the node that calls it", () => {
  const path = [
    { node: "a", way: "yes" },
    { node: "sub", way: "failed" },
    { node: "sub/x", way: "next" },
    { node: "sub/y", way: null },
    { node: "b", way: "again" },
    { node: "b", way: null },
    { node: "other/x", way: "next" },
  ];
  expect(drawnPath(path)).toEqual([
    { node: "a", way: "yes" },
    { node: "sub", way: "next" },
    { node: "b", way: "again" },
    { node: "b", way: null },
    { node: "other", way: "next" },
  ]);
  expect(drawnPath([{ node: "a" }, { node: "sub" }])).toEqual([{ node: "a" }, { node: "sub" }]);
});

test("a path has the way that each node was left by", () => {
  const steps: Step[] = [
    { type: "node", node: "ask", node_type: "branch_keyword" },
    { type: "event", event: "flow.node_left", node: "ask", node_type: "branch_keyword", handle: "no" },
    { type: "event", event: "flow.missing", node: "ask" },
    { type: "node", node: "ask", node_type: "branch_keyword" },
    { type: "event", event: "flow.node_left", node: "ask", node_type: "branch_keyword", handle: "yes" },
    { type: "node", node: "sub", node_type: "subflow" },
    { type: "event", event: "flow.node_left", node: "sub", node_type: "subflow" },
    { type: "node", node: "end", node_type: "end_call" },
  ];
  expect(pathOf(steps)).toEqual([
    { node: "ask", way: "no" },
    { node: "ask", way: "yes" },
    { node: "sub", way: "failed" },
    { node: "end", way: null },
  ]);
});

test("a sketch holds what is drawn; an edge to nowhere and a note are left out", () => {
  const canvas = aCanvas();
  const note = { id: "n", type: "note", position: { x: -900, y: 0 }, data: {} };
  const stray = { id: "e9", source: "start", target: "gone" };
  const sketch = sketchOf({ nodes: [...canvas.nodes, note], edges: [...canvas.edges, stray] });
  expect([sketch.boxes.length, sketch.lines.length]).toEqual([4, 3]);
  expect(sketchOf({ nodes: [], edges: [] })).toMatchObject({ boxes: [], lines: [] });
});

test("a file is named as its flow", () => {
  expect(fileName(" Cold call / v2 ")).toBe("Cold-call-v2.tron-flow.json");
  expect(fileName("नवीनीकरण")).toBe("नवीनीकरण.tron-flow.json");
  expect(fileName("///")).toBe("flow.tron-flow.json");
});
