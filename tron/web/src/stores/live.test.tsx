import { act, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { FakeSocket } from "@/testing/sockets";
import { useCallEvents, useConnection, useLive, useLiveCalls } from "./live";

const CALL = "0190c3c4-0000-7000-8000-000000000001";

afterEach(() => act(() => useLive.getState().stop()));

function Shown({ callId }: { callId: string | null }) {
  const events = useCallEvents(callId);
  const live = useLiveCalls();
  return (
    <p>
      {useConnection()} {events.map((event) => event.sequence).join(",")} live:{Object.keys(live).length}
    </p>
  );
}

const event = (sequence: number, type = "call.transcript") => ({
  type,
  call_id: CALL,
  sequence,
  at: "2026-02-12T09:00:00Z",
  node: null,
  payload: {},
});

async function connected(): Promise<FakeSocket> {
  act(() => useLive.getState().start());
  const socket = await vi.waitFor(() => FakeSocket.to("/ws/tron"), 5_000);
  act(() => {
    socket.open();
    socket.say({ type: "subscribed", at: "2026-02-12T09:00:00Z", unknown: [] });
  });
  return socket;
}

test("components see the story grow, and lists learn of changes only", async () => {
  render(<Shown callId={CALL} />);
  const socket = await connected();
  expect(socket.messages[0]).toMatchObject({ calls: [CALL] });
  act(() => {
    socket.say(event(1, "call.queued"));
    socket.say(event(2, "call.started"));
  });
  expect(await screen.findByText("live 1,2 live:1")).toBeInTheDocument();
  const before = useLive.getState().changes;
  act(() => socket.say(event(3)));
  expect(await screen.findByText("live 1,2,3 live:1")).toBeInTheDocument();
  expect(useLive.getState().changes).toBe(before);
  act(() => socket.say(event(4, "call.ended")));
  expect(await screen.findByText("live 1,2,3,4 live:0")).toBeInTheDocument();
  expect(useLive.getState().changes).toBe(before + 1);
});

test("a call is followed while anybody looks, and no longer", async () => {
  const socket = await connected();
  const first = render(<Shown callId={CALL} />);
  const second = render(<Shown callId={CALL} />);
  expect(socket.messages.filter(({ type }) => type === "subscribe")).toHaveLength(2);
  first.unmount();
  act(() => useLive.getState().watch("0190c3c4-0000-7000-8000-000000000002"));
  expect(socket.messages.at(-1)?.["calls"]).toContain(CALL);
  second.unmount();
  act(() => useLive.getState().watch("0190c3c4-0000-7000-8000-000000000003"));
  expect(socket.messages.at(-1)?.["calls"]).not.toContain(CALL);
});
