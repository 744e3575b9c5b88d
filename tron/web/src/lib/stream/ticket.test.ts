import { afterEach, expect, test } from "vitest";
import { leaveTicket, streamAddress, takeTicket } from "./ticket";

afterEach(() => sessionStorage.clear());

const ticket = { callId: "c1", url: "/ws/tron/stream/c1", token: "t", muted: true };

test("the page after a reload gets the ticket once, with the microphone as it was", () => {
  leaveTicket(ticket);
  expect(takeTicket()).toEqual(ticket);
  expect(takeTicket()).toBeUndefined();
});

test("a ticket that is too old, or no ticket, is thrown away", () => {
  leaveTicket(ticket, 0);
  expect(takeTicket(60_000)).toBeUndefined();
  for (const text of ["{", "null", "7", '{"callId":"c1"}', '{"callId":"c1","url":"u","token":"t"}']) {
    sessionStorage.setItem("tron.call", text);
    expect(takeTicket()).toBeUndefined();
    expect(sessionStorage.getItem("tron.call")).toBeNull();
  }
});

test("a path is one of this server, another address stays", () => {
  expect(streamAddress("/tron/ws/tron/stream/c1")).toBe("ws://localhost:3000/tron/ws/tron/stream/c1");
  expect(streamAddress("wss://worker.test/stream/c1")).toBe("wss://worker.test/stream/c1");
});
