import { expect, test } from "vitest";
import { callState } from "./progress";

const event = (type: string, payload = {}) => ({ type, payload });

test("a call stands where the last event that says so left it", () => {
  expect(callState([])).toBe("queued");
  const talk = [event("call.started"), event("call.answered"), event("call.transcript")];
  expect(callState(talk.slice(0, 1))).toBe("ringing");
  expect(callState(talk)).toBe("in_progress");
  expect(callState([...talk, event("call.ended", { status: "completed" }), event("call.summary")])).toBe("completed");
  expect(callState([event("call.started"), event("call.failed", { status: "busy" })])).toBe("busy");
  expect(callState([event("call.failed", { status: "something new" })])).toBe("failed");
});
