import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeSocket } from "@/testing/sockets";
import { LiveFeed } from "./feed";

const CALL = "0190c3c4-0000-7000-8000-000000000001";
const OTHER = "0190c3c4-0000-7000-8000-000000000002";

const told = { connection: vi.fn(), call: vi.fn(), stream: vi.fn(), missed: vi.fn() };
let feed: LiveFeed;

beforeEach(() => {
  vi.useFakeTimers();
  for (const listener of Object.values(told)) listener.mockReset();
  feed = new LiveFeed(() => "ws://tron.test/ws/tron", told);
});
afterEach(() => {
  feed.close();
  vi.useRealTimers();
});

const event = (sequence: number, call_id = CALL) => ({
  type: "call.transcript",
  call_id,
  sequence,
  at: "2026-02-12T09:00:00Z",
  node: null,
  payload: {},
});

async function connect(at = "2026-02-12T09:00:00Z"): Promise<FakeSocket> {
  await vi.advanceTimersByTimeAsync(600);
  const socket = FakeSocket.to("/ws/tron");
  socket.open();
  socket.say({ type: "subscribed", at, unknown: [] });
  return socket;
}

const sequences = () => told.call.mock.calls.map(([{ call_id, sequence }]) => `${call_id.at(-1)}:${sequence}`);

test("it asks for all calls and is live when the server agrees", async () => {
  feed.open();
  const socket = await connect();
  expect(socket.messages).toEqual([{ type: "subscribe", all: true, calls: [], after: {}, streams: {} }]);
  expect(told.connection.mock.calls).toEqual([["live"]]);
  socket.say({ type: "ping", at: "2026-02-12T09:00:20Z" });
  expect(socket.messages.at(-1)).toEqual({ type: "pong" });
});

test("after a lost connection it resumes behind what it knows, and tells nothing twice", async () => {
  feed.open();
  const first = await connect();
  for (const sequence of [1, 2]) first.say(event(sequence));
  first.say(event(1, OTHER));
  first.say({ type: "ping", at: "2026-02-12T09:00:20Z" });
  first.drop();
  expect(told.connection).toHaveBeenLastCalledWith("reconnecting");
  const second = await connect("2026-02-12T09:00:31Z");
  expect(second).not.toBe(first);
  expect(second.messages[0]).toMatchObject({ since: "2026-02-12T09:00:20Z", after: { [CALL]: 2, [OTHER]: 1 } });
  for (const sequence of [1, 2, 3]) second.say(event(sequence));
  expect(sequences()).toEqual(["1:1", "1:2", "2:1", "1:3"]);
  expect(told.connection).toHaveBeenLastCalledWith("live");
});

test("a gap is asked for again, and what came too early is not told", async () => {
  feed.open();
  const socket = await connect();
  socket.say(event(1));
  socket.say(event(3));
  expect(socket.messages.at(-1)).toMatchObject({ type: "subscribe", after: { [CALL]: 1 } });
  socket.say(event(4));
  expect(socket.messages).toHaveLength(2);
  socket.say({ type: "subscribed", at: "2026-02-12T09:00:00Z", unknown: [] });
  for (const sequence of [2, 3, 4]) socket.say(event(sequence));
  expect(sequences()).toEqual(["1:1", "1:2", "1:3", "1:4"]);
});

test("a call can be followed from its start though some of it was told", async () => {
  feed.open();
  const socket = await connect();
  socket.say(event(1));
  feed.follow(CALL, true);
  expect(socket.messages.at(-1)).toMatchObject({ calls: [CALL], after: { [CALL]: 0 } });
  feed.follow("not-an-id", true);
  expect(socket.messages).toHaveLength(2);
  feed.unfollow(CALL);
  socket.drop();
  const next = await connect();
  expect(next.messages[0]).toMatchObject({ calls: [] });
});

test("long without an answer it says that Tron is away, and goes on trying", async () => {
  feed.open();
  (await connect()).drop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told.connection.mock.calls).toEqual([["live"], ["reconnecting"], ["away"]]);
  await connect();
  expect(told.connection).toHaveBeenLastCalledWith("live");
});

test("a connection that stays silent is given up", async () => {
  feed.open();
  const socket = await connect();
  await vi.advanceTimersByTimeAsync(46_000);
  expect(socket.readyState).toBe(FakeSocket.CLOSED);
  expect(FakeSocket.all).toHaveLength(2);
});

test("away for longer than the server looks back, it begins anew and says so", async () => {
  feed.open();
  const first = await connect();
  first.say(event(1));
  first.drop();
  await vi.advanceTimersByTimeAsync(600);
  const second = FakeSocket.to("/ws/tron");
  second.open();
  second.say({ type: "error", error: { fields: [{ path: "since", message: "At most 24 hours back." }] } });
  second.drop(1008);
  expect(told.missed).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(700);
  const third = await connect();
  expect(third.messages[0]).toEqual({ type: "subscribe", all: true, calls: [], after: {}, streams: {} });
});

test("rubbish is passed over", async () => {
  feed.open();
  const socket = await connect();
  for (const data of ["", "{", "[]", "null", "7", '{"type":7}', '{"type":"news","call_id":1}', new ArrayBuffer(2)]) {
    socket.dispatchEvent(new MessageEvent("message", { data }));
  }
  expect(told.call).not.toHaveBeenCalled();
  expect(socket.readyState).toBe(FakeSocket.OPEN);
});

test("streams begin where they are and never go back", async () => {
  feed.open();
  const socket = await connect();
  const news = (sequence: number) => ({ ...event(sequence), call_id: undefined, stream: "worker:a" });
  for (const sequence of [7, 7, 9, 8]) socket.say(news(sequence));
  expect(told.stream.mock.calls.map(([{ sequence }]) => sequence)).toEqual([7, 9]);
  socket.drop();
  expect((await connect()).messages[0]).toMatchObject({ streams: { "worker:a": 9 } });
});
