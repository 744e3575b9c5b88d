import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeSocket } from "@/testing/sockets";
import { CallStream } from "./callStream";

const told = { stage: vi.fn(), sound: vi.fn(), clear: vi.fn(), keys: vi.fn(), latency: vi.fn(), over: vi.fn() };
const ticket = { callId: "c1", url: "/tron/ws/tron/stream/c1", token: "first" };
let stream: CallStream;

beforeEach(() => {
  vi.useFakeTimers();
  for (const listener of Object.values(told)) listener.mockReset();
  stream = new CallStream(ticket, told);
  stream.open();
});
afterEach(() => {
  stream.leave();
  vi.useRealTimers();
});

const newest = () => FakeSocket.to("/c1");

function ready(resume_token: string): FakeSocket {
  const socket = newest();
  socket.open();
  socket.say({ type: "ready", call_id: "c1", resume_token });
  return socket;
}

const sound = (size = 640) => new ArrayBuffer(size);

test("it says hello with its token, then sound goes both ways", () => {
  expect(newest().url).toBe("ws://localhost:3000/tron/ws/tron/stream/c1");
  stream.send(sound());
  const socket = ready("second");
  expect(socket.messages[0]).toEqual({ type: "hello", token: "first", sample_rate: 16000 });
  expect(told.stage).toHaveBeenLastCalledWith("open");
  const pcm = sound();
  stream.send(pcm);
  expect(socket.sent.at(-1)).toBe(pcm);
  expect(socket.sent.filter((data) => typeof data !== "string")).toHaveLength(1);
  const heard = sound();
  socket.say(heard);
  expect(told.sound).toHaveBeenCalledWith(heard);
});

test("clear, keys, latency", () => {
  const socket = ready("second");
  socket.say({ type: "clear" });
  expect(told.clear).toHaveBeenCalledOnce();
  socket.say({ type: "keys", digits: "12#" });
  expect(told.keys).toHaveBeenCalledWith("12#");
  const ping = socket.messages.find(({ type }) => type === "ping");
  vi.advanceTimersByTime(40);
  socket.say({ type: "pong", t: ping?.["t"] });
  expect(told.latency.mock.lastCall?.[0]).toBeCloseTo(40, 0);
  stream.press("7");
  expect(socket.messages.at(-1)).toEqual({ type: "keys", digits: "7" });
});

test("after a lost connection it comes back with the resume token, each one once", async () => {
  ready("second").drop();
  expect(told.stage).toHaveBeenLastCalledWith("reconnecting");
  await vi.advanceTimersByTimeAsync(300);
  const second = ready("third");
  expect(second.messages[0]).toMatchObject({ token: "second" });
  expect(told.stage).toHaveBeenLastCalledWith("open");
  second.drop();
  await vi.advanceTimersByTimeAsync(300);
  expect(ready("fourth").messages[0]).toMatchObject({ token: "third" });
  expect(stream.next).toMatchObject({ callId: "c1", token: "fourth" });
  expect(told.over).not.toHaveBeenCalled();
});

test("away for longer than Tron waits, the call is lost", async () => {
  ready("second").drop();
  for (let attempt = 0; attempt < 30; attempt += 1) {
    await vi.advanceTimersByTimeAsync(250);
    newest().drop();
  }
  expect(told.over.mock.calls).toEqual([[{ how: "lost" }]]);
  expect(stream.next).toBeUndefined();
});

test("a connection that is silent though asked is given up and made anew", async () => {
  const first = ready("second");
  await vi.advanceTimersByTimeAsync(4_000);
  expect(first.readyState).toBe(FakeSocket.CLOSED);
  expect(told.stage).toHaveBeenLastCalledWith("reconnecting");
  expect(newest()).not.toBe(first);
});

test("a Tron that is not there yet when the page comes back is asked again", async () => {
  ready("second").drop();
  await vi.advanceTimersByTimeAsync(300);
  newest().open();
  newest().say({ type: "error", error: { code: "unavailable", message: "Not now.", hint: null } });
  await vi.advanceTimersByTimeAsync(300);
  ready("third");
  expect(told.stage).toHaveBeenLastCalledWith("open");
  expect(told.over).not.toHaveBeenCalled();
});

test("a connection that answers stays, though nobody speaks", async () => {
  const socket = ready("second");
  for (let round = 0; round < 20; round += 1) {
    await vi.advanceTimersByTimeAsync(1_500);
    socket.say({ type: "pong", t: performance.now() });
  }
  expect(FakeSocket.all.filter(({ url }) => url.endsWith("/c1"))).toHaveLength(1);
});

test("it goes where it is sent, with the same token, but not in circles", () => {
  newest().open();
  newest().say({ type: "redirect", url: "wss://worker.test/stream/c1" });
  expect(newest().url).toBe("wss://worker.test/stream/c1");
  newest().open();
  expect(newest().messages[0]).toMatchObject({ token: "first" });
  for (let hop = 0; hop < 3; hop += 1) newest().say({ type: "redirect", url: "wss://worker.test/stream/c1" });
  expect(told.over).toHaveBeenCalledWith(expect.objectContaining({ how: "refused" }));
});

test("Tron's end and Tron's refusal are told, once", () => {
  const socket = ready("second");
  socket.say({ type: "ended", by: "agent" });
  socket.say({ type: "ended", by: "caller" });
  expect(told.over.mock.calls).toEqual([[{ how: "ended", by: "agent", reason: null }]]);
  expect(socket.readyState).toBe(FakeSocket.CLOSED);
});

test("a token that was used is a refusal with the server's words", () => {
  newest().open();
  newest().say({ type: "error", error: { code: "bad_token", message: "Used already.", hint: null, fields: [] } });
  expect(told.over.mock.lastCall?.[0]).toMatchObject({ how: "refused", error: { code: "bad_token" } });
});

test("a call that no worker took yet is tried again for a while", async () => {
  const over = { type: "error", error: { code: "call_over", message: "This call is over.", hint: null } };
  newest().open();
  newest().say(over);
  expect(told.over).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1_100);
  expect(ready("second").messages[0]).toMatchObject({ token: "first" });
  newest().say(over);
  expect(told.over).toHaveBeenCalledOnce();
});

test("hanging up says so and is over at once", () => {
  const socket = ready("second");
  stream.hangUp();
  expect(socket.messages.at(-1)).toEqual({ type: "hangup" });
  expect(told.over.mock.calls).toEqual([[{ how: "ended", by: "caller", reason: null }]]);
});

test("sound that the network does not take is dropped, not kept", () => {
  const socket = ready("second");
  socket.bufferedAmount = 40_000;
  const before = socket.sent.length;
  stream.send(sound());
  expect(socket.sent).toHaveLength(before);
});

test("rubbish is passed over", () => {
  const socket = ready("second");
  for (const data of ["", "{", "null", "[]", '"x"', '{"type":7}', '{"type":"news"}']) {
    socket.onmessage?.(new MessageEvent("message", { data }));
  }
  expect(told.over).not.toHaveBeenCalled();
});
