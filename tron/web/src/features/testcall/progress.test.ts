import { expect, test } from "vitest";
import { aCallDetail, anEvent } from "@/testing/calls";
import { answeredAt, keysPressed, lastReply, notConnected, statusNow } from "./progress";

const waiting = aCallDetail({ status: "queued", answered_at: null });

test("events are ahead of the row, until the row is over", () => {
  const events = [anEvent("call.started", 1), anEvent("call.answered", 2), anEvent("call.transcript", 3)];
  expect(statusNow(waiting, [])).toBe("queued");
  expect(statusNow(waiting, events.slice(0, 1))).toBe("ringing");
  expect(statusNow(waiting, events)).toBe("in_progress");
  expect(statusNow(waiting, [...events, anEvent("call.ended", 4, { status: "completed" })])).toBe("completed");
  expect(statusNow(waiting, [anEvent("call.failed", 2, { status: "busy" })])).toBe("busy");
  expect(statusNow(aCallDetail({ status: "completed" }), events)).toBe("completed");
  expect(statusNow(waiting, [anEvent("call.ended", 4, { status: "new one" })])).toBe("queued");
});

test("the answer's time is in the row or in the event", () => {
  const answered = anEvent("call.answered", 2);
  expect(answeredAt(waiting, [answered])).toBe(answered.at);
  expect(answeredAt(aCallDetail({ answered_at: "2026-02-12T09:00:05Z" }), [])).toBe("2026-02-12T09:00:05Z");
  expect(answeredAt(waiting, [])).toBeNull();
});

test("the latest reply, and the keys in order", () => {
  const turn = (sequence: number, total_ms: number | null) => anEvent("turn.latency", sequence, { total_ms });
  expect(lastReply([])).toBeNull();
  expect(lastReply([turn(1, 900), turn(2, 780), anEvent("call.transcript", 3)])).toBe(780);
  expect(lastReply([turn(1, 900), turn(2, null)])).toBeNull();
  expect(keysPressed([anEvent("keys.pressed", 1, { keys: "12" }), anEvent("keys.pressed", 2, { keys: "#" })])).toBe(
    "12#",
  );
});

test("not connected is what another try may mend", () => {
  expect((["failed", "no_answer", "busy"] as const).every(notConnected)).toBe(true);
  expect((["completed", "cancelled", "queued", "ringing"] as const).some(notConnected)).toBe(false);
});
