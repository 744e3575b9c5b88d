import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { Toasts } from "@/components/toasts";
import { FakeAudioContext, FakeWorkletNode, fakeAudio } from "@/testing/audio";
import { anEvent } from "@/testing/calls";
import { at, server } from "@/testing/server";
import { FakeSocket } from "@/testing/sockets";
import { Supervise } from "./components/Supervise";
import { supervisionIn, takenOverBy } from "./state";

const CALL = "0190c3c4-0000-7000-8000-0000000000e1";
const SEAT = "0190c3c4-0000-7000-8000-0000000000e2";
const OTHER = "0190c3c4-0000-7000-8000-0000000000e3";
const call = { id: CALL, fidelity: null, agent_name: "Meera", agent_muted: false };
type Props = Partial<Parameters<typeof Supervise>[0]>;

let asked: Record<string, unknown>[] = [];
let answers: Record<string, unknown> = {};

beforeEach(() => {
  asked = [];
  answers = {};
  server.use(
    http.post(at("/api/tron/calls/:id/supervision"), async ({ request }) => {
      const body = (await request.json()) as Record<string, unknown>;
      asked.push(body);
      const opens = body["action"] === "listen";
      const seat = { seat: SEAT, stream_url: `/ws/tron/supervision/${CALL}`, token: "t1" };
      const none = { seat: null, stream_url: null, token: null };
      const told = { call_id: CALL, by: "local", action: body["action"], heeded: null, why: null };
      return HttpResponse.json({ ...told, ...(opens ? seat : none), ...answers }, { status: 202 });
    }),
  );
});

const ordered = (sequence: number, action: string, seat: string, by = "local") =>
  anEvent("call.supervision", sequence, { action, seat, by });
const happened = (sequence: number, state: string, seat: string, more: object = {}) =>
  anEvent("call.supervisor", sequence, { state, seat, by: "local", ...more });

function view(props: Props = {}) {
  const shown = (more: Props) => (
    <>
      <Supervise call={call} events={[]} {...props} {...more} />
      <Toasts />
    </>
  );
  const { rerender, ...rest } = render(shown({}));
  return { ...rest, tell: (...events: ReturnType<typeof anEvent>[]) => rerender(shown({ events })) };
}

const button = (name: string) => screen.findByRole("button", { name });
const press = async (name: string) => userEvent.click(await button(name));

/** The seat's stream, open. */
async function seated() {
  const socket = await vi.waitFor(() => FakeSocket.to(`/supervision/${CALL}`), 5_000);
  act(() => {
    socket.open();
    socket.say({ type: "ready", call_id: CALL, resume_token: "t2" });
  });
  return socket;
}

test("while a colleague talks with the caller, nothing is said to an agent who is out of it", async () => {
  const { tell } = view();
  const answered = (mode: string) => anEvent("transfer.answered", 1, { to: "***90", mode });
  const sentence = () => screen.getByRole("textbox");
  tell(answered("conference"));
  expect(sentence()).toHaveAccessibleDescription(
    "The agent follows it in its next replies. The caller does not hear it.",
  );
  tell(answered("warm"));
  expect(sentence()).toHaveAccessibleDescription(/^The caller talks with a colleague/);
  await userEvent.type(sentence(), "Offer Friday.{Enter}");
  expect(screen.getByRole("button", { name: "Whisper" })).toBeDisabled();
  expect(asked).toEqual([]);
  expect(await button("Take over")).toBeEnabled();
  tell(answered("warm"), anEvent("transfer.ended", 2, { to: "***90", seconds: 4 }));
  await userEvent.type(sentence(), "{Enter}");
  await waitFor(() => expect(asked).toEqual([{ action: "whisper", text: "Offer Friday." }]));
});

test("listening plays the call, and asks for no microphone", async () => {
  const { getUserMedia } = fakeAudio();
  const { unmount } = view();
  await press("Listen");
  const socket = await seated();
  expect(socket.messages[0]).toMatchObject({ type: "hello", token: "t1" });
  expect(asked).toEqual([{ action: "listen" }]);
  expect(getUserMedia).not.toHaveBeenCalled();
  const pcm = new ArrayBuffer(640);
  act(() => socket.say(pcm));
  expect(FakeWorkletNode.called("tron-playback").port.postMessage.mock.calls[0]?.[0]).toEqual({ kind: "play", pcm });
  expect(await screen.findByText("You listen")).toBeInTheDocument();
  await press("Stop listening");
  expect(socket.messages.at(-1)).toEqual({ type: "hangup" });
  expect(await button("Listen")).toBeInTheDocument();

  FakeSocket.all = [];
  await press("Listen");
  const again = await seated();
  unmount();
  expect(again.messages.at(-1)).toEqual({ type: "hangup" });
});

test("whoever leaves the page while the seat is asked for takes none", async () => {
  fakeAudio();
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  server.use(
    http.post(at("/api/tron/calls/:id/supervision"), async () => {
      asked.push({});
      await held;
      const seat = { seat: SEAT, stream_url: `/ws/tron/supervision/${CALL}`, token: "t1" };
      return HttpResponse.json({ call_id: CALL, action: "listen", by: "local", heeded: null, why: null, ...seat });
    }),
  );
  const { unmount } = view();
  await press("Listen");
  await waitFor(() => expect(asked).toHaveLength(1));
  unmount();
  answer();
  await waitFor(() => expect(FakeAudioContext.all.every(({ state }) => state === "closed")).toBe(true));
  expect(FakeSocket.all).toEqual([]);
});

test("while card numbers are given the page says that nothing is heard, and nobody takes over", async () => {
  fakeAudio();
  const { tell } = view();
  await press("Listen");
  await seated();
  const paused = anEvent("recording.paused", 2, { at: 4 });
  tell(ordered(1, "listen", SEAT), paused);
  expect(await screen.findByText("Paused while card numbers are given")).toBeInTheDocument();
  expect(screen.getByText("You listen")).toBeInTheDocument();
  expect(await button("Take over")).toBeDisabled();
  expect(await button("Whisper")).toBeInTheDocument();
  tell(ordered(1, "listen", SEAT), paused, anEvent("recording.resumed", 3, { at: 9 }));
  expect(screen.queryByText(/^Paused while/)).not.toBeInTheDocument();
  expect(await button("Take over")).toBeEnabled();
});

test("taking over opens the microphone first, and handing back closes it", async () => {
  const { track, getUserMedia } = fakeAudio();
  const { tell } = view();
  await press("Take over");
  await waitFor(() => expect(asked).toEqual([{ action: "listen" }, { action: "take_over", seat: SEAT }]));
  expect(getUserMedia).toHaveBeenCalledOnce();
  const socket = await seated();
  tell(ordered(1, "listen", SEAT), ordered(2, "take_over", SEAT));
  expect(await screen.findByText("You speak with the caller")).toBeInTheDocument();
  const frame = new ArrayBuffer(640);
  FakeWorkletNode.called("tron-capture").say({ frame, level: 0.5 });
  expect(socket.sent).toContain(frame);
  await press("Hand back");
  expect(asked.at(-1)).toEqual({ action: "hand_back" });
  await waitFor(() => expect(track.stop).toHaveBeenCalled());
  tell(ordered(1, "listen", SEAT), ordered(2, "take_over", SEAT), ordered(3, "hand_back", SEAT));
  expect(await screen.findByText("You listen")).toBeInTheDocument();
  expect(socket.messages.at(-1)).not.toEqual({ type: "hangup" });
});

test("a take-over that somebody else ends closes the microphone too", async () => {
  const { track } = fakeAudio();
  const { tell } = view();
  await press("Take over");
  await seated();
  const taken = [ordered(1, "listen", SEAT), ordered(2, "take_over", SEAT)];
  tell(...taken);
  await screen.findByText("You speak with the caller");
  expect(track.stop).not.toHaveBeenCalled();
  tell(...taken, ordered(3, "hand_back", SEAT, "ravi"));
  await waitFor(() => expect(track.stop).toHaveBeenCalled());
});

test("without a microphone nobody takes over, and the page says what to do", async () => {
  fakeAudio(new DOMException("", "NotAllowedError"));
  view();
  await press("Take over");
  expect(await screen.findByText("The microphone is blocked")).toBeInTheDocument();
  expect(asked).toEqual([{ action: "listen" }]);
});

test("what the server refuses is shown, and the microphone is let go", async () => {
  const { track } = fakeAudio();
  server.use(
    http.post(at("/api/tron/calls/:id/supervision"), async ({ request }) => {
      const { action } = (await request.json()) as { action: string };
      if (action !== "listen") {
        const error = { code: "conflict", message: "ravi has taken this call over.", hint: null };
        return HttpResponse.json({ error }, { status: 409 });
      }
      const seat = { seat: SEAT, stream_url: `/ws/tron/supervision/${CALL}`, token: "t1" };
      return HttpResponse.json({ call_id: CALL, action, by: "local", heeded: null, why: null, ...seat });
    }),
  );
  view();
  await press("Take over");
  expect(await screen.findByText("ravi has taken this call over.")).toBeInTheDocument();
  expect(track.stop).toHaveBeenCalled();
});

test("a seat whose connection is refused is said to be lost", async () => {
  fakeAudio();
  view();
  await press("Listen");
  const socket = await seated();
  act(() =>
    socket.say({ type: "error", error: { code: "bad_token", message: "This token is not valid.", hint: null } }),
  );
  expect(await screen.findByText(/The connection did not come back/)).toBeInTheDocument();
  expect(await button("Listen")).toBeEnabled();
});

test("sound that the browser holds back starts with a click", async () => {
  fakeAudio();
  FakeAudioContext.held = true;
  view();
  await press("Listen");
  await seated();
  FakeAudioContext.held = false;
  await press("Start sound");
  await waitFor(() => expect(screen.queryByRole("button", { name: "Start sound" })).not.toBeInTheDocument());
});

test("a whisper is sent with Enter, and the page says where no model hears it", async () => {
  fakeAudio();
  view();
  const field = await screen.findByRole("textbox", { name: "Instruction for the agent" });
  await userEvent.type(field, "Offer ten percent.{Enter}");
  expect(await screen.findByText("Whispered to the agent")).toBeInTheDocument();
  expect(asked).toEqual([{ action: "whisper", text: "Offer ten percent." }]);
  expect(field).toHaveValue("");
  for (const [why, words] of [
    ["no_model", /No model answers in this call/],
    ["fixed_lines", /a step whose lines are written/],
  ] as const) {
    answers = { heeded: false, why };
    await userEvent.type(field, "Be brief.{Enter}");
    expect(await screen.findByText(words)).toBeInTheDocument();
  }
});

test("a sentence is said by the agent, but not while somebody speaks in its place", async () => {
  fakeAudio();
  const { tell } = view();
  await userEvent.click(await screen.findByRole("radio", { name: "Say" }));
  const field = screen.getByRole("textbox", { name: "Sentence for the caller" });
  await userEvent.type(field, "One moment.{Enter}");
  await waitFor(() => expect(asked).toEqual([{ action: "say", text: "One moment." }]));
  tell(ordered(1, "take_over", OTHER, "ravi"));
  expect(await screen.findByText("ravi has taken over")).toBeInTheDocument();
  expect(screen.getByText(/Hand back first/)).toBeInTheDocument();
  await userEvent.type(field, "Another one.");
  expect(screen.getByRole("button", { name: "Say" })).toBeDisabled();
});

test("the agent is muted and the call ended from here, where the page has no such button", async () => {
  fakeAudio();
  const wishes: unknown[] = [];
  const wish = http.post(at("/api/tron/calls/:id/:what"), async ({ params, request }) => {
    wishes.push([params["what"], await request.json().catch(() => null)]);
    return HttpResponse.json({}, { status: 202 });
  });
  server.use(wish);
  view();
  await press("Mute agent");
  await press("End call");
  await waitFor(() =>
    expect(wishes).toEqual([
      ["mute", { muted: true }],
      ["hangup", null],
    ]),
  );
});

test.each([
  ["spoken in this browser", { here: true }, null],
  ["without sound", { call: { ...call, fidelity: "text" } }, /words alone/],
] as const)("of a call %s nothing can be heard, and the agent is steered all the same", async (_what, props, words) => {
  fakeAudio();
  const { container } = view({ ...props, without: ["mute", "end"] });
  expect(await screen.findByRole("textbox")).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Listen" })).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Take over" })).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "End call" })).not.toBeInTheDocument();
  if (words) expect(container).toHaveTextContent(words);
});

test("every state is clean for axe", async () => {
  fakeAudio();
  const { container, tell } = view();
  const clean = async () => {
    const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
    expect(violations).toEqual([]);
  };
  await clean();
  await press("Listen");
  await seated();
  await clean();
  tell(ordered(1, "listen", OTHER, "ravi"), ordered(2, "take_over", OTHER, "ravi"));
  await clean();
});

describe("who supervises, as the events tell it", () => {
  const taken = [ordered(1, "listen", SEAT), ordered(2, "listen", OTHER, "ravi"), ordered(3, "take_over", SEAT)];
  test.each([
    ["taken over", [], "local", 2],
    ["handed back", [ordered(4, "hand_back", SEAT)], null, 2],
    ["handed back by a lost connection", [happened(4, "handed_back", SEAT, { order: 3 })], null, 2],
    ["an older take-over handed back", [happened(4, "handed_back", SEAT, { order: 1 })], "local", 2],
    ["left", [happened(4, "left", SEAT)], null, 1],
    ["somebody else left", [happened(4, "left", OTHER)], "local", 1],
    ["joined", [happened(4, "joined", SEAT)], "local", 2],
  ] as const)("%s", (_what, events, by, seats) => {
    const now = supervisionIn([...taken, ...events]);
    expect(takenOverBy(now)).toBe(by);
    expect(now.seats.size).toBe(seats);
  });
});
