import { act, renderHook } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { useLive } from "@/stores/live";
import { anEvent } from "@/testing/calls";
import { useLitCall } from "./hooks/useLitCall";

afterEach(() => act(() => useLive.setState({ stories: {} })));

const walked = [
  { ...anEvent("flow.node_entered", 1, { type: "speak" }), node: "say" },
  { ...anEvent("flow.node_left", 2, { handle: "next" }), node: "say" },
  { ...anEvent("flow.node_entered", 3, { type: "end_call" }), node: "bye" },
];

test("a call's last node runs until the call is over", () => {
  const light = vi.fn();
  renderHook(() => useLitCall("c1", light));
  const tell = (events: typeof walked) => act(() => useLive.setState({ stories: { c1: events } }));
  tell(walked);
  expect(light).toHaveBeenLastCalledWith([
    { node: "say", way: "next" },
    { node: "bye", way: null },
  ]);
  tell([...walked, { ...anEvent("call.ended", 4), node: "" }]);
  expect(light).toHaveBeenLastCalledWith([
    { node: "say", way: "next" },
    { node: "bye", way: null, over: true },
  ]);
});
