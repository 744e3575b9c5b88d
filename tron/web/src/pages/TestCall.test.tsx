import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { leaveTicket } from "@/lib/stream/ticket";
import { useTalk } from "@/stores/talk";
import { useUi } from "@/stores/ui";
import { FakeAudioContext, FakeWorkletNode, fakeAudio } from "@/testing/audio";
import { aCallDetail, anEvent } from "@/testing/calls";
import { anAgent } from "@/testing/factories";
import { aLineOf, aTrunk } from "@/testing/phone";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";
import { FakeSocket } from "@/testing/sockets";
import { untranslated } from "@/testing/untranslated";

const CALL = "0190c3c4-0000-7000-8000-0000000000c1";
const RETRY = "0190c3c4-0000-7000-8000-0000000000c2";
const meera = anAgent({ id: "meera", name: "Meera", language: "en-IN", template: "support_agent" });
const ananya = anAgent({ id: "ananya", name: "Ananya", language: "hi-IN" });
const people = [
  { number: "+910000000001", name: "talker", answers: true, what: "Answers." },
  { number: "+910000000002", name: "busy", answers: false, what: "Busy." },
  { number: "+910000000099", name: "juggles", answers: true, what: "Juggles with plates." },
];

let placed: { agent: string; body: Record<string, unknown> }[] = [];

const page = (items: unknown[]) => HttpResponse.json({ items, next_cursor: null });
const answerCall = (over: Parameters<typeof aCallDetail>[0]) =>
  server.use(
    http.get(at("/api/tron/calls/:id"), ({ params }) =>
      HttpResponse.json(aCallDetail({ ...over, id: String(params["id"]) })),
    ),
  );
const notice = (code: string, severity: string) => ({ code, severity, message: code, hint: "" });
const preflight = (notices: object[]) =>
  server.use(
    http.get(at("/api/tron/agents/:id/preflight"), ({ params }) => page(params["id"] === "ananya" ? notices : [])),
  );

beforeEach(() => {
  placed = [];
  useTalk.setState(useTalk.getInitialState());
  sessionStorage.clear();
  server.use(
    http.get(at("/api/tron/agents"), () => page([ananya, meera])),
    http.get(at("/api/tron/agents/:id/preflight"), () => page([])),
    http.get(at("/api/tron/practice/people"), () => page(people)),
    http.get(at("/api/tron/lines"), () => page([{ name: "sandbox", title: "Practice", rings_phone: false }])),
    http.post(at("/api/tron/agents/:id/test-call"), async ({ params, request }) => {
      placed.push({ agent: String(params["id"]), body: (await request.json()) as Record<string, unknown> });
      return HttpResponse.json(
        { ...aCallDetail(), id: CALL, call_id: CALL, stream_url: `/ws/tron/stream/${CALL}`, token: "t1" },
        { status: 202 },
      );
    }),
  );
  answerCall({
    status: "queued",
    answered_at: null,
    ended_at: null,
    talk_time_seconds: null,
    agent_name: "Meera",
    line: "browser",
    phone_number: null,
    outcome: null,
    reason: null,
  });
});

const callNow = () => screen.findByRole("button", { name: "Call now" });
/** The call's stream, with a Tron that answers pings. */
const stream = () =>
  vi.waitFor(() => {
    const socket = FakeSocket.to(`/stream/${CALL}`);
    socket.answer = ({ type, t }) => (type === "ping" ? { type: "pong", t } : undefined);
    return socket;
  }, 5_000);

/** The live events of a call, from the start. */
async function happen(...events: ReturnType<typeof anEvent>[]) {
  const socket = await vi.waitFor(() => FakeSocket.to("/ws/tron"), 5_000);
  act(() => {
    if (socket.readyState !== FakeSocket.OPEN) socket.open();
    socket.say({ type: "subscribed", at: "2026-02-12T09:00:00Z", unknown: [] });
    for (const event of events) socket.say({ ...event, call_id: CALL });
  });
}

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

test("a practice person who is busy: the network's answer, a retry that waits, and its end", async () => {
  const user = userEvent.setup();
  const delays: unknown[] = [];
  const ended: string[] = [];
  server.use(
    http.post(at("/api/tron/calls/:id/retry"), async ({ request }) => {
      delays.push(await request.json());
      return HttpResponse.json(aCallDetail({ id: RETRY }), { status: 202 });
    }),
    http.post(at("/api/tron/calls/:id/hangup"), ({ params }) => {
      ended.push(String(params["id"]));
      return HttpResponse.json(aCallDetail({ id: RETRY, status: "cancelled" }), { status: 202 });
    }),
  );
  answerCall({ status: "busy", reason: "busy", sip_status: 486, phone_number: "+910000000002" });
  renderAt("/test-call?agent=meera");
  await user.click(await screen.findByText("Practice number"));
  const person = screen.getByLabelText("Person");
  await waitFor(() => expect(within(person).getByText(/Juggles with plates/)).toBeInTheDocument());
  await user.selectOptions(person, "+910000000002");
  await user.click(await callNow());
  expect(placed[0]?.body).toEqual({ line: "sandbox", phone_number: "+910000000002", ring: false });
  expect(await screen.findByText("The call did not connect: SIP 486, busy")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Retry now" })).toBeEnabled();
  expect(screen.getByRole("button", { name: "Retry in 5 minutes" })).toBeEnabled();

  const eligible_at = new Date(Date.now() + 59_000).toISOString();
  answerCall({ status: "queued", eligible_at, previous_call_id: CALL, answered_at: null });
  await user.click(screen.getByRole("button", { name: "Retry in 1 minute" }));
  expect(delays).toEqual([{ delay_minutes: 1 }]);
  expect(await screen.findByText(/^in 0:5\d$/)).toBeInTheDocument();
  answerCall({ status: "cancelled", reason: "by_user", previous_call_id: CALL });
  await user.click(screen.getByRole("button", { name: "Cancel the retry" }));
  expect(ended).toEqual([RETRY]);
  expect(await screen.findByText("Retry cancelled")).toBeInTheDocument();
});

test("without a phone line no phone can ring; with one the number goes out with its country", async () => {
  const user = userEvent.setup();
  const { unmount } = renderAt("/test-call?agent=meera");
  await user.click(await screen.findByText("Phone number"));
  expect(await screen.findByText(/No phone line is set up/)).toBeInTheDocument();
  expect(await callNow()).toBeDisabled();
  unmount();
  server.use(http.get(at("/api/tron/lines"), () => page([{ name: "trunk", title: "Trunk", rings_phone: true }])));
  renderAt("/test-call?agent=meera");
  await user.click(await screen.findByText("Phone number"));
  await user.type(screen.getByLabelText("Number"), "12");
  await user.click(await callNow());
  expect(await screen.findByText(/Enter the digits of the number/)).toBeInTheDocument();
  expect(placed).toEqual([]);
  await user.clear(screen.getByLabelText("Number"));
  await user.type(screen.getByLabelText("Number"), "00000 00001");
  await user.click(await callNow());
  await waitFor(() => expect(placed[0]?.body).toEqual({ line: "trunk", phone_number: "+910000000001", ring: false }));
});

test("a phone is rung by the chosen trunk, and the page says so before", async () => {
  const user = userEvent.setup();
  const dialled: unknown[] = [];
  const second = aTrunk({ id: "second", name: "Second", is_default: false });
  server.use(
    http.get(at("/api/tron/lines"), () => page([aLineOf()])),
    http.get(at("/api/tron/trunks"), () => page([aTrunk(), second, aTrunk({ id: "x", name: "Gone", enabled: false })])),
    http.post(at("/api/tron/calls/dial"), async ({ request }) => {
      dialled.push(await request.json());
      return HttpResponse.json(
        { id: CALL, call_id: CALL, status: "queued", stream_url: null, token: null },
        { status: 202 },
      );
    }),
  );
  renderAt("/test-call?agent=meera");
  await user.click(await screen.findByText("Phone number"));
  expect(await screen.findByText(/This rings a real phone/)).toBeInTheDocument();
  const by = screen.getByLabelText("Goes out by");
  await waitFor(() => expect(by).toHaveValue(aTrunk().id));
  expect(screen.queryByRole("option", { name: "Gone" })).not.toBeInTheDocument();
  await user.selectOptions(by, "Second");
  await user.type(screen.getByLabelText("Number"), "00000 00001");
  await user.click(await callNow());
  const sent = { agent_id: "meera", trunk_id: "second", phone_number: "+910000000001", ring: false };
  await waitFor(() => expect(dialled).toEqual([sent]));
});

test("lines and people that could not be loaded say so, and can be asked for again", async () => {
  const user = userEvent.setup();
  server.use(
    http.get(at("/api/tron/lines"), () => HttpResponse.error()),
    http.get(at("/api/tron/practice/people"), () => HttpResponse.error()),
  );
  renderAt("/test-call?agent=meera");
  await user.click(await screen.findByText("Phone number"));
  expect(await screen.findByText("Phone lines could not be loaded")).toBeInTheDocument();
  expect(await callNow()).toBeDisabled();
  await user.click(screen.getByText("Practice number"));
  expect(await screen.findByText("Practice numbers could not be loaded")).toBeInTheDocument();
  server.use(http.get(at("/api/tron/practice/people"), () => page(people)));
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByLabelText("Person")).toBeInTheDocument();
});

test("an agent that cannot hear says so before the call, with three ways on", async () => {
  fakeAudio();
  preflight([notice("cannot_hear", "error"), notice("stand_in_voice", "info")]);
  const user = userEvent.setup();
  renderAt("/test-call?agent=ananya");
  expect(await screen.findByText("This agent cannot hear your microphone yet")).toBeInTheDocument();
  expect(screen.getByText("Another voice stands in")).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Add a key in settings" })).toHaveAttribute("href", "/settings");
  await user.click(screen.getByRole("button", { name: "Call a practice number" }));
  expect(await screen.findByLabelText("Person")).toBeInTheDocument();
  await user.click(screen.getByText("Browser"));
  await user.click(await screen.findByRole("button", { name: "Use the English sample agent" }));
  expect(await screen.findByRole("radio", { name: /Meera/ })).toBeChecked();
  await waitFor(() => expect(screen.queryByText("This agent cannot hear your microphone yet")).not.toBeInTheDocument());
});

test("the sample is added where no English agent is", async () => {
  const added: unknown[] = [];
  let items = [ananya];
  server.use(
    http.get(at("/api/tron/agents"), () => page(items)),
    http.post(at("/api/tron/agents"), async ({ request }) => {
      added.push(await request.json());
      items = [ananya, meera];
      return HttpResponse.json(meera, { status: 201 });
    }),
  );
  preflight([notice("cannot_hear", "error")]);
  renderAt("/test-call?agent=ananya");
  await userEvent.click(await screen.findByRole("button", { name: "Use the English sample agent" }));
  await waitFor(() => expect(screen.getByRole("radio", { name: /Meera/ })).toBeChecked());
  expect(added).toEqual([{ template: "support_agent" }]);
});

test("an agent that is off, and a line that is off, stop the call", async () => {
  fakeAudio();
  server.use(http.get(at("/api/tron/agents"), () => page([{ ...meera, is_active: false }, ananya])));
  preflight([notice("line_off", "error")]);
  renderAt("/test-call?agent=meera");
  expect(await screen.findByText("This agent is off. Turn it on before it calls.")).toBeInTheDocument();
  expect(await callNow()).toBeDisabled();
  await userEvent.click(screen.getByRole("radio", { name: /Ananya/ }));
  expect(await screen.findByText("This line is not set up")).toBeInTheDocument();
  expect(await callNow()).toBeDisabled();
});

test("before the first agent it offers the sample", async () => {
  server.use(http.get(at("/api/tron/agents"), () => page([])));
  renderAt("/test-call");
  expect(await screen.findByRole("button", { name: "Add the sample agent" })).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Call now" })).not.toBeInTheDocument();
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
