import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test, vi } from "vitest";
import { useTalk } from "@/stores/talk";
import { fakeAudio } from "@/testing/audio";
import { aCallDetail, anEvent } from "@/testing/calls";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";
import { FakeSocket } from "@/testing/sockets";

const CALL = "0190c3c4-0000-7000-8000-0000000000d1";
const started = anEvent("call.started", 1, { line: "browser", ring: true, direction: "outbound" });

beforeEach(() => {
  useTalk.setState(useTalk.getInitialState());
  sessionStorage.clear();
  server.use(rowOf("ringing"));
});

const rowOf = (status: "ringing" | "in_progress" | "failed") =>
  http.get(at("/api/tron/calls/:id"), () =>
    HttpResponse.json(aCallDetail({ id: CALL, status, agent_name: "Meera", ended_at: null })),
  );

async function happen(...events: ReturnType<typeof anEvent>[]) {
  const socket = await vi.waitFor(() => FakeSocket.to("/ws/tron"), 5_000);
  act(() => {
    if (socket.readyState !== FakeSocket.OPEN) socket.open();
    socket.say({ type: "subscribed", at: "2026-02-12T09:00:00Z", unknown: [] });
    for (const event of events) socket.say({ ...event, call_id: CALL });
  });
}

test("a call that rings is answered on any page, and goes on while pages change", async () => {
  const { track } = fakeAudio();
  const user = userEvent.setup();
  server.use(
    http.post(at("/api/tron/calls/:id/answer"), () =>
      HttpResponse.json({ call_id: CALL, stream_url: `/ws/tron/stream/${CALL}`, token: "t1" }),
    ),
  );
  renderAt("/nowhere");
  await happen(started);
  const dialog = await screen.findByRole("dialog", { name: "Meera is calling" });
  await user.click(within(dialog).getByRole("button", { name: "Answer" }));
  const socket = await vi.waitFor(() => FakeSocket.to(`/stream/${CALL}`), 5_000);
  socket.answer = ({ type, t }) => (type === "ping" ? { type: "pong", t } : undefined);
  act(() => {
    socket.open();
    socket.say({ type: "ready", call_id: CALL, resume_token: "t2" });
  });
  await waitFor(() => expect(dialog).not.toBeInTheDocument());
  await happen(anEvent("call.answered", 2));
  const dock = await screen.findByRole("region", { name: "Call with Meera" });
  await user.click(screen.getAllByRole("link", { name: "Agents" })[0] as HTMLElement);
  expect(dock).toBeInTheDocument();
  await user.click(within(dock).getByRole("button", { name: "Mute microphone" }));
  expect(track.enabled).toBe(false);
  await user.click(within(dock).getByRole("button", { name: "Hang up" }));
  expect(socket.messages.at(-1)).toEqual({ type: "hangup" });
  await waitFor(() => expect(dock).not.toBeInTheDocument());
});

test("declining tells Tron and closes", async () => {
  const declined = vi.fn();
  server.use(
    http.post(at("/api/tron/calls/:id/decline"), ({ params }) => {
      declined(params["id"]);
      return HttpResponse.json(null, { status: 202 });
    }),
  );
  renderAt("/nowhere");
  await happen(started);
  const dialog = await screen.findByRole("dialog");
  await userEvent.click(within(dialog).getByRole("button", { name: "Decline" }));
  await waitFor(() => expect(dialog).not.toBeInTheDocument());
  expect(declined).toHaveBeenCalledWith(CALL);
});

test("a call that another page answered is said, and can be closed", async () => {
  renderAt("/nowhere");
  await happen(started);
  const dialog = await screen.findByRole("dialog", { name: "Meera is calling" });
  server.use(rowOf("in_progress"));
  await happen(anEvent("call.answered", 2));
  expect(await within(dialog).findByText("Another page answered this call.")).toBeInTheDocument();
  expect(within(dialog).queryByRole("button", { name: "Answer" })).not.toBeInTheDocument();
  await userEvent.click(within(dialog).getByRole("button", { name: "Close" }));
  expect(dialog).not.toBeInTheDocument();
});

test("somebody else was faster: the server's words are shown", async () => {
  fakeAudio();
  const error = { code: "conflict", message: "Another page took this call.", hint: null };
  server.use(http.post(at("/api/tron/calls/:id/answer"), () => HttpResponse.json({ error }, { status: 409 })));
  renderAt("/nowhere");
  await happen(started);
  await userEvent.click(await screen.findByRole("button", { name: "Answer" }));
  expect(await screen.findByText("Another page took this call.")).toBeInTheDocument();
});

test("a refused microphone leaves the call ringing", async () => {
  fakeAudio(new DOMException("", "NotAllowedError"));
  renderAt("/nowhere");
  await happen(started);
  await userEvent.click(await screen.findByRole("button", { name: "Answer" }));
  expect(await screen.findByText("The microphone is blocked")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Answer" })).toBeEnabled();
});

test("calls that ring elsewhere, and stories that are told again, open nothing", async () => {
  renderAt("/nowhere");
  await happen({ ...started, payload: { line: "sandbox", ring: false } });
  await happen(anEvent("call.failed", 2));
  await happen({ ...started, sequence: 1 });
  await act(() => new Promise((resolve) => setTimeout(resolve, 500)));
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
});
