import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { leaveTicket } from "@/lib/stream/ticket";
import { useUi } from "@/stores/ui";
import { FakeAudioContext, FakeWorkletNode, fakeAudio } from "@/testing/audio";
import { aCallDetail, anEvent } from "@/testing/calls";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";
import {
  answerCall,
  aPhoneRoom,
  CALL,
  callNow,
  happen,
  notice,
  page,
  placed,
  preflight,
  stream,
} from "@/testing/testCall";
import { untranslated } from "@/testing/untranslated";

beforeEach(aPhoneRoom);

test("a call in the browser: microphone first, then sound, words, keys and the end", async () => {
  const { track, getUserMedia } = fakeAudio();
  const user = userEvent.setup();
  const { router } = renderAt("/test-call?agent=meera");
  expect(await screen.findByRole("radio", { name: /Meera/ })).toBeChecked();
  await user.click(await callNow());
  const socket = await stream();
  expect(getUserMedia).toHaveBeenCalledOnce();
  expect(placed).toEqual([{ agent: "meera", body: { line: "browser", ring: false } }]);
  expect(router.state.location.search).toContain(`call=${CALL}`);
  act(() => {
    socket.open();
    socket.say({ type: "ready", call_id: CALL, resume_token: "t2" });
  });
  expect(socket.messages[0]).toMatchObject({ type: "hello", token: "t1" });
  const frame = new ArrayBuffer(640);
  FakeWorkletNode.called("tron-capture").say({ frame, level: 0.5 });
  expect(socket.sent).toContain(frame);
  await happen(
    anEvent("call.queued", 1),
    anEvent("call.started", 2),
    anEvent("call.answered", 3),
    anEvent("call.transcript", 4, { role: "agent", text: "Hello there", start: 0, final: true }),
    anEvent("call.transcript", 5, { role: "caller", text: "My wash", start: 2, final: false }),
  );
  expect(await screen.findByText("In progress")).toBeInTheDocument();
  expect(await screen.findByText("Hello there")).toBeInTheDocument();
  expect(screen.getByText("My wash")).toBeInTheDocument();
  await happen(anEvent("call.transcript", 6, { role: "caller", text: "My washing machine", start: 2, final: true }));
  expect(await screen.findByText("My washing machine")).toBeInTheDocument();
  expect(screen.queryByText("My wash")).not.toBeInTheDocument();

  const heard = new ArrayBuffer(640);
  const player = FakeWorkletNode.called("tron-playback").port;
  act(() => {
    socket.say(heard);
    socket.say({ type: "clear" });
    socket.say({ type: "keys", digits: "42" });
    FakeWorkletNode.called("tron-playback").say({ level: 0.2, bufferedMs: 60, targetMs: 80, underruns: 3 });
    socket.say({ type: "pong", t: performance.now() });
  });
  expect(await screen.findByText("Gaps in the sound")).toBeInTheDocument();
  expect(screen.getByText("3")).toBeInTheDocument();
  expect(screen.getByText(/^\d+ ms$/)).toBeInTheDocument();
  expect(screen.getByText("42")).toBeInTheDocument();
  expect(player.postMessage.mock.calls.map(([order]) => order)).toEqual([
    { kind: "play", pcm: heard },
    { kind: "clear" },
  ]);

  expect(await callNow()).toBeDisabled();
  await user.click(screen.getByRole("button", { name: "Mute microphone" }));
  expect(track.enabled).toBe(false);
  expect(screen.getByRole("button", { name: "Unmute microphone" })).toHaveAttribute("aria-pressed", "true");
  await user.click(screen.getByRole("button", { name: "Keypad" }));
  await user.click(screen.getByRole("button", { name: "Key 5" }));
  await user.keyboard("#x");
  const keys = socket.messages.filter(({ type }) => type === "keys").map(({ digits }) => digits);
  expect(keys).toEqual(["5", "#"]);

  await user.click(screen.getByRole("button", { name: "Hang up" }));
  expect(socket.messages.at(-1)).toEqual({ type: "hangup" });
  expect(track.stop).toHaveBeenCalled();
  answerCall({ status: "completed", reason: "caller_hung_up", outcome: "ticket_created", talk_time_seconds: 42 });
  await happen(anEvent("call.ended", 7, { status: "completed" }));
  expect(await screen.findByText("Caller hung up")).toBeInTheDocument();
  expect(await screen.findByText("0:42")).toBeInTheDocument();
  expect(screen.getByText("Ticket created")).toBeInTheDocument();
  expect(await callNow()).toBeEnabled();
  expect(screen.getByRole("link", { name: /Open the call/ })).toHaveAttribute("href", `/calls/${CALL}`);
});

test.each([
  ["NotAllowedError", "The microphone is blocked"],
  ["NotFoundError", "No microphone was found"],
  ["NotReadableError", "Another program uses the microphone"],
])("with %s no call is placed, and the page says what to do", async (name, title) => {
  fakeAudio(new DOMException("", name));
  renderAt("/test-call?agent=meera");
  await userEvent.click(await callNow());
  expect(await screen.findByText(title)).toBeInTheDocument();
  expect(placed).toEqual([]);
  expect(await callNow()).toBeEnabled();
  expect(FakeAudioContext.all.every(({ state }) => state === "closed")).toBe(true);
});

test("at an address that is not secure it says so before the call", async () => {
  fakeAudio();
  vi.stubGlobal("isSecureContext", false);
  renderAt("/test-call?agent=meera");
  expect(await screen.findByText("The microphone works only on a secure address")).toBeInTheDocument();
  expect(await callNow()).toBeDisabled();
  await userEvent.click(screen.getByText("Practice number"));
  expect(await callNow()).toBeEnabled();
});

test("what the server refuses is shown, and the microphone is let go", async () => {
  const { track } = fakeAudio();
  const error = { code: "invalid", message: "This agent is archived.", hint: null };
  server.use(http.post(at("/api/tron/agents/:id/test-call"), () => HttpResponse.json({ error }, { status: 422 })));
  renderAt("/test-call?agent=meera");
  await userEvent.click(await callNow());
  expect(await screen.findByText("This agent is archived.")).toBeInTheDocument();
  expect(track.stop).toHaveBeenCalled();
});

test("sound that the browser holds back starts with a click", async () => {
  fakeAudio();
  FakeAudioContext.held = true;
  leaveTicket({ callId: CALL, url: `/ws/tron/stream/${CALL}`, token: "t9" });
  answerCall({ status: "in_progress", ended_at: null, agent_name: "Meera" });
  renderAt(`/test-call?call=${CALL}`);
  const socket = await stream();
  act(() => socket.open());
  expect(socket.messages[0]).toMatchObject({ type: "hello", token: "t9" });
  const start = await screen.findByRole("button", { name: "Start sound" });
  FakeAudioContext.held = false;
  await userEvent.click(start);
  await waitFor(() => expect(start).not.toBeInTheDocument());
});

test("a connection that breaks is said, and so is that it did not come back", async () => {
  fakeAudio();
  leaveTicket({ callId: CALL, url: `/ws/tron/stream/${CALL}`, token: "t9", muted: true });
  answerCall({ status: "in_progress", ended_at: null, agent_name: "Meera" });
  renderAt(`/test-call?call=${CALL}`);
  const socket = await stream();
  expect(await screen.findByText(/The connection broke/)).toBeInTheDocument();
  act(() => {
    socket.open();
    socket.say({ type: "ready", call_id: CALL, resume_token: "t10" });
  });
  await waitFor(() => expect(screen.queryByText(/The connection broke/)).not.toBeInTheDocument());
  expect(await screen.findByRole("button", { name: "Unmute microphone" })).toBeInTheDocument();
  act(() => socket.say({ type: "error", error: { code: "taken_over", message: "x", hint: null } }));
  expect(await screen.findByText("Another page took up this call.")).toBeInTheDocument();
});

test("the agent can be muted while the call goes on", async () => {
  const wishes: unknown[] = [];
  server.use(
    http.post(at("/api/tron/calls/:id/mute"), async ({ request }) => {
      wishes.push(await request.json());
      answerCall({ status: "in_progress", ended_at: null, agent_muted: true });
      return HttpResponse.json(aCallDetail({ agent_muted: true }), { status: 202 });
    }),
  );
  answerCall({ status: "in_progress", ended_at: null, agent_muted: false });
  renderAt(`/test-call?call=${CALL}`);
  await userEvent.click(await screen.findByRole("button", { name: "Mute agent" }));
  expect(await screen.findByRole("button", { name: "Unmute agent" })).toHaveAttribute("aria-pressed", "true");
  expect(screen.getByText("Agent muted")).toBeInTheDocument();
  expect(wishes).toEqual([{ muted: true }]);
});

describe("in the pseudo-locale every text comes from the catalogue", () => {
  beforeEach(() => useUi.setState({ language: "en-XA" }));

  test("before the call, whichever way it is made", async () => {
    fakeAudio();
    server.use(http.get(at("/api/tron/lines"), () => page([])));
    preflight(["cannot_hear", "stand_in_voice", "prepared_lines", "line_off"].map((code) => notice(code, "warning")));
    const { container } = renderAt("/test-call?agent=ananya");
    const ways = await screen.findAllByRole("radio", { name: /⟦/ });
    for (const way of ways) {
      await userEvent.click(way);
      expect(untranslated(container)).toEqual([]);
    }
    expect(ways).toHaveLength(3);
  });

  test.each([
    ["in_progress", { agent_muted: true }],
    ["queued", { previous_call_id: CALL }],
    ["busy", { sip_status: 486 }],
    ["failed", { sip_status: 499 }],
    ["completed", { outcome: "ticket_created", reason: "agent_ended" }],
  ] as const)("a call that is %s", async (status, over) => {
    answerCall({ status, ...over });
    const { container } = renderAt(`/test-call?call=${CALL}`);
    await screen.findByRole("link", { name: /Oþéñ ţĥé çáļļ/ });
    await happen(anEvent("call.answered", 1), anEvent("call.transcript", 2, { role: "agent", text: "Hello" }));
    expect(untranslated(container)).toEqual([]);
  });

  test("a microphone that is refused", async () => {
    fakeAudio(new DOMException("", "NotAllowedError"));
    const { container } = renderAt("/test-call?agent=meera");
    await userEvent.click(await screen.findByRole("button", { name: /Cáļļ ñöŵ/ }));
    await screen.findByRole("alert");
    expect(untranslated(container)).toEqual([]);
  });
});

test("a call that does not exist is said", async () => {
  const error = { code: "not_found", message: "There is no such call.", hint: null };
  server.use(http.get(at("/api/tron/calls/:id"), () => HttpResponse.json({ error }, { status: 404 })));
  renderAt(`/test-call?call=${CALL}`);
  expect(await screen.findByText("There is no such call.")).toBeInTheDocument();
});

test("hanging up before anybody is there cancels the call and lets the microphone go", async () => {
  const { track } = fakeAudio();
  const ended: string[] = [];
  server.use(
    http.post(at("/api/tron/calls/:id/hangup"), ({ params }) => {
      ended.push(String(params["id"]));
      return HttpResponse.json(aCallDetail({ id: CALL }), { status: 202 });
    }),
  );
  renderAt("/test-call?agent=meera");
  await userEvent.click(await callNow());
  await stream();
  await happen(anEvent("call.queued", 1), anEvent("call.started", 2));
  answerCall({ status: "cancelled", reason: "by_user" });
  await userEvent.click(await screen.findByRole("button", { name: "Hang up" }));
  await waitFor(() => expect(ended).toEqual([CALL]));
  expect(track.stop).toHaveBeenCalled();
  expect(await screen.findByText("Cancelled by a person")).toBeInTheDocument();
});
