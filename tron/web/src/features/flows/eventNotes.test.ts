import { expect, test } from "vitest";
import { eventNote } from "./eventNotes";

test("a message says by which way it went, another event does not", () => {
  const sent = { event: "message.sent", payload: { to: "***01", channel: "whatsapp", text: "Order 42" } };
  expect(eventNote(sent)).toEqual({ key: "messageSent", warn: false, fact: "WhatsApp: Order 42" });
  const failed = { event: "message.failed", payload: { channel: "sms", problem: "No credit." } };
  expect(eventNote(failed)?.fact).toBe("SMS: No credit.");
  expect(eventNote({ event: "flow.outcome", payload: { outcome: "done" } })?.fact).toBe("done");
});
