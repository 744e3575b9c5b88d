import { expect, test } from "vitest";
import { eventNote } from "./eventNotes";

test("a message says by which way it went, another event does not", () => {
  const sent = { event: "message.sent", payload: { to: "***01", channel: "whatsapp", text: "Order 42" } };
  expect(eventNote(sent)).toEqual({ key: "messageSent", warn: false, fact: "WhatsApp: Order 42" });
  const failed = { event: "message.failed", payload: { channel: "sms", problem: "No credit." } };
  expect(eventNote(failed)?.fact).toBe("SMS: No credit.");
  expect(eventNote({ event: "flow.outcome", payload: { outcome: "done" } })?.fact).toBe("done");
});

test("a webhook that failed is not told as one that answered", () => {
  const finished = (payload: object) => eventNote({ event: "webhook.finished", payload: { ...payload } });
  const host = "shop.example";
  expect(finished({ ok: true, status: 200, host })).toEqual({ key: "webhookFinished", warn: false, fact: host });
  const refused = { key: "webhookFailed", warn: true, fact: "shop.example · 404" };
  expect(finished({ ok: false, status: 404, host, problem: "The service answered 404." })).toEqual(refused);
  const lost = { ok: false, status: null, host, problem: "It cannot be reached." };
  expect(finished(lost)?.fact).toBe("shop.example · It cannot be reached.");
});
