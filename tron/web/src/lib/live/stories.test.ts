import { expect, test } from "vitest";
import { afterEvent } from "./calls";
import type { CallEvent } from "./messages";
import { type Stories, withEvents } from "./stories";

const event = (call_id: string, sequence: number, type = "call.transcript", payload = {}): CallEvent => ({
  type,
  call_id,
  sequence,
  at: `2026-02-12T09:00:0${sequence}Z`,
  node: null,
  payload,
});
const nobody = () => false;
const numbers = (stories: Stories, callId: string) => stories[callId]?.map(({ sequence }) => sequence);

test("stories grow in order, are never begun in the middle, and start again from the first event", () => {
  const some = withEvents({}, [event("a", 1), event("b", 4), event("a", 2)], nobody);
  expect(numbers(some, "a")).toEqual([1, 2]);
  expect(some["b"]).toBeUndefined();
  const more = withEvents(some, [event("a", 3)], nobody);
  expect(numbers(more, "a")).toEqual([1, 2, 3]);
  expect(numbers(some, "a")).toEqual([1, 2]);
  expect(numbers(withEvents(more, [event("a", 1), event("a", 2)], nobody), "a")).toEqual([1, 2]);
});

test("of the finished calls the oldest are forgotten, but not those that are watched or go on", () => {
  const ended = Array.from({ length: 60 }, (_, index) => [
    event(`call-${index}`, 1),
    event(`call-${index}`, 2, "call.ended"),
  ]);
  const stories = withEvents({}, [event("live", 1), ...ended.flat()], (callId) => callId === "call-0");
  expect(Object.keys(stories)).toHaveLength(52);
  expect(stories["call-0"]).toBeDefined();
  expect(stories["live"]).toBeDefined();
  expect(stories["call-1"]).toBeUndefined();
  expect(stories["call-59"]).toBeDefined();
});

test("a call is live from its start to its end", () => {
  const started = event("a", 1, "call.started", { line: "browser", ring: true, direction: "outbound" });
  const ringing = afterEvent({}, started);
  expect(ringing["a"]).toMatchObject({ status: "ringing", line: "browser", ring: true, phoneNumber: null });
  const talking = afterEvent(ringing, event("a", 2, "call.answered"));
  expect(talking["a"]).toMatchObject({ status: "in_progress", answeredAt: "2026-02-12T09:00:02Z" });
  expect(afterEvent(talking, event("a", 3))).toBe(talking);
  expect(afterEvent(talking, event("a", 4, "call.ended"))).toEqual({});
  expect(afterEvent({}, event("b", 2, "call.answered"))).toEqual({});
});
