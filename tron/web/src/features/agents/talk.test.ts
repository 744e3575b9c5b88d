import { expect, test } from "vitest";
import { afterMessage, readMessage, SILENT, type Talk } from "./talk";

const after = (talk: Talk, message: object, now = 0) => {
  const read = readMessage(JSON.stringify(message));
  if (!read) throw new Error("not understood");
  return afterMessage(talk, read, now);
};

test("a talk runs from the greeting to its outcome", () => {
  let talk = after({ ...SILENT, state: "connecting", askedAt: 1000 }, { type: "started" });
  talk = after(talk, { type: "note", code: "prepared_lines", text: "x" });
  talk = after(talk, { type: "agent", text: "Namaste" }, 1420);
  talk = after(talk, { type: "listening" });
  expect(talk).toMatchObject({ state: "talking", askedAt: null });
  expect(talk.lines).toEqual([
    { who: "note", code: "prepared" },
    { who: "agent", text: "Namaste", seconds: 0.42 },
  ]);
  talk = after(talk, { type: "ended", reason: "agent_ended", outcome: "interested", extracted_data: { city: "Pune" } });
  expect(talk.state).toBe("over");
  expect(talk.ending).toEqual({ reason: "agent_ended", outcome: "interested", extracted: { city: "Pune" } });
});

test("a second sentence was not waited for", () => {
  let talk = after({ ...SILENT, state: "talking", askedAt: 0 }, { type: "agent", text: "One" }, 500);
  talk = after(talk, { type: "agent", text: "Two" }, 600);
  expect(talk.lines.map((line) => (line.who === "agent" ? line.seconds : null))).toEqual([0.5, null]);
});

test("a mistake stops a talk that never began, not one that runs", () => {
  const error = { code: "invalid", message: "Some fields are not right.", hint: null, fields: [], request_id: null };
  const begun = after({ ...SILENT, state: "connecting", askedAt: 0 }, { type: "error", error });
  expect(begun).toMatchObject({ state: "silent", askedAt: null });
  expect(begun.error?.message).toBe("Some fields are not right.");
  expect(after({ ...SILENT, state: "talking" }, { type: "error", error }).state).toBe("talking");
});

test("what it does not know changes nothing", () => {
  expect(after(SILENT, { type: "weather" })).toBe(SILENT);
  expect(after(SILENT, { type: "event", event: "silence", payload: {} })).toBe(SILENT);
  expect(readMessage("no json")).toBeUndefined();
  expect(readMessage('{"kind": 1}')).toBeUndefined();
});

test("keys that the agent pressed are shown; the agent owes its answer as before", () => {
  const event = { type: "event", event: "keys.sent", payload: { keys: "2w1#" } };
  const talk = after({ ...SILENT, state: "talking" }, event);
  expect(talk.lines).toEqual([{ who: "pressed", keys: "2w1#" }]);
  expect(after(talk, { type: "event", event: "keys.sent" }).lines.at(-1)).toEqual({ who: "pressed", keys: "" });
});

test("a tool that was left out is told of", () => {
  const event = { type: "event", event: "tool.not_run", payload: { name: "place_order" } };
  expect(after({ ...SILENT, state: "talking" }, event).lines).toEqual([{ who: "notRun", tool: "place_order" }]);
});
