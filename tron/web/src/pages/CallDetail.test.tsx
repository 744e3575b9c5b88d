import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test, vi } from "vitest";
import { useUi } from "@/stores/ui";
import { aCallDetail, anAttempt, anEvent } from "@/testing/calls";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";
import { FakeSocket } from "@/testing/sockets";
import { playableSound } from "@/testing/sound";

const ID = "0190c3c4-0000-7000-8000-000000000001";
const NEXT = "0190c3c4-0000-7000-8000-000000000002";

let sound: ReturnType<typeof playableSound>;
beforeEach(() => {
  sound = playableSound();
});

const answer = (over: Parameters<typeof aCallDetail>[0]) =>
  server.use(http.get(at(`/api/tron/calls/${ID}`), () => HttpResponse.json(aCallDetail({ id: ID, ...over }))));
const tell = (...events: ReturnType<typeof anEvent>[]) =>
  server.use(http.get(at("/api/tron/calls/:id/events"), () => HttpResponse.json({ items: events, next_cursor: null })));
const region = async (name: string) => within(await screen.findByRole("region", { name }));
const words = async () => within(await screen.findByRole("list", { name: "Transcript" }));
const turn = async (text: string) => (await (await words()).findByText(text)).closest("li");

function audioOf(container: HTMLElement): HTMLAudioElement {
  const audio = container.querySelector("audio");
  if (!audio) throw new Error("no sound");
  return audio;
}

test("a call shows who, how it ended, its words, waits, cost and data", async () => {
  answer({ contact_name: "Rajesh Kumar" });
  renderAt(`/calls/${ID}`);
  expect(await screen.findByRole("heading", { level: 1, name: "Rajesh Kumar" })).toBeInTheDocument();
  await waitFor(() => expect(document.title).toBe("Rajesh Kumar · Tron"));
  const trail = screen.getByRole("navigation", { name: "Breadcrumb" });
  expect(within(trail).getByRole("link", { name: "Calls" })).toBeInTheDocument();
  expect(screen.getByText("Agent ended the call")).toBeInTheDocument();
  expect(screen.getByText("200 OK")).toBeInTheDocument();
  expect(await turn("Namaste, main Ananya.")).toHaveTextContent("Cut off");
  expect(await turn("Aapka plan renew karna hai?")).toHaveTextContent("after 1.80 s");
  expect((await words()).getByText("हाँ जी, बोलिए।")).toHaveAttribute("lang", "hi");
  expect(
    (await region("Reply time")).getByText(/half took at most 1.20 s, nine of ten at most 1.68 s/),
  ).toBeInTheDocument();
  const cost = await region("Cost");
  expect(cost.getByText("₹3.54")).toBeInTheDocument();
  expect(cost.getByText("1.03 min", { exact: false })).toBeInTheDocument();
  expect((await region("Result")).getByText("Friday")).toBeInTheDocument();
  expect((await region("Contact data")).getByText("A-17")).toBeInTheDocument();
});

test("a turn leads the sound there, and the transcript follows the sound", async () => {
  answer({});
  const { container } = renderAt(`/calls/${ID}`);
  await userEvent.click(await (await words()).findByText("Haan."));
  const audio = audioOf(container);
  expect([audio.currentTime, audio.paused]).toEqual([12, false]);
  expect(await turn("Haan.")).toHaveAttribute("aria-current", "true");
  act(() => sound.advance(audio, 13.7));
  expect(await turn("Dhanyavaad.")).toHaveAttribute("aria-current", "true");
  expect(await turn("Dhanyavaad.")).toHaveTextContent("Playing");
  expect(await turn("Haan.")).not.toHaveAttribute("aria-current");
  await userEvent.click(screen.getByRole("button", { name: "Play from 0:04" }));
  expect(audio.currentTime).toBe(4);
});

test("space plays and pauses, arrows go 5 s, and neither disturbs a control that has the focus", async () => {
  answer({});
  const { container } = renderAt(`/calls/${ID}`);
  await words();
  const audio = audioOf(container);
  await userEvent.keyboard(" ");
  expect(audio.paused).toBe(false);
  await userEvent.keyboard("{ArrowRight}{ArrowRight}{ArrowLeft}");
  expect(audio.currentTime).toBe(5);
  await userEvent.keyboard("{ArrowLeft}{ArrowLeft}");
  expect(audio.currentTime).toBe(0);
  screen.getByRole("radio", { name: "1×" }).focus();
  await userEvent.keyboard(" {ArrowRight}");
  expect([audio.paused, audio.currentTime]).toEqual([false, 0]);
  screen.getByRole("slider", { name: "Position in the recording" }).focus();
  await userEvent.keyboard("{ArrowRight}");
  expect(audio.currentTime).toBe(5);
  await userEvent.keyboard("{End}");
  expect(audio.currentTime).toBe(62);
});

test("a link to a moment opens there, and the speed can be chosen", async () => {
  answer({});
  const { container } = renderAt(`/calls/${ID}?t=12.5`);
  expect(await turn("Haan.")).toHaveAttribute("aria-current", "true");
  const audio = audioOf(container);
  expect(audio.currentTime).toBe(12.5);
  await userEvent.click(screen.getByRole("radio", { name: "1.5×" }));
  expect(audio.playbackRate).toBe(1.5);
});

test("a call that broke off in the middle is not said to have never connected", async () => {
  answer({ status: "failed", reason: "gateway_lost", sip_status: null });
  renderAt(`/calls/${ID}`);
  expect(await screen.findByText(/The call broke off:/)).toHaveTextContent(
    "The call broke off: The connection to the phone was lost",
  );
  expect(screen.queryByText(/did not connect/)).not.toBeInTheDocument();
});

test("a call that did not connect says why, and is tried again later", async () => {
  const failed = { status: "no_answer", reason: "unavailable", sip_status: 480, answered_at: null } as const;
  answer({ ...failed, recording_url: null, transcript: [], turns: [], cost: null });
  renderAt(`/calls/${ID}`);
  expect(await screen.findByText(/The call did not connect:/)).toHaveTextContent(
    "The call did not connect: Not available (SIP 480 Temporarily Unavailable)",
  );
  expect(screen.queryByRole("region", { name: "Recording" })).not.toBeInTheDocument();
  expect(screen.getByText("Nobody answered, so nothing was said.")).toBeInTheDocument();

  const asked: unknown[] = [];
  const next = anAttempt({ id: NEXT, status: "queued", reason: null, eligible_at: "2026-02-12T09:05:00Z" });
  server.use(
    http.post(at(`/api/tron/calls/${ID}/retry`), async ({ request }) => {
      asked.push(await request.json());
      const attempts = [anAttempt({ id: ID, status: "no_answer", reason: "unavailable" }), next];
      answer({ ...failed, recording_url: null, attempts });
      return HttpResponse.json({ ...aCallDetail(), id: NEXT, status: "queued" }, { status: 202 });
    }),
    http.post(at(`/api/tron/calls/${NEXT}/hangup`), () => {
      answer({ ...failed, attempts: [anAttempt({ id: ID }), { ...next, status: "cancelled", reason: "by_user" }] });
      return HttpResponse.json(aCallDetail({ id: NEXT }), { status: 202 });
    }),
  );
  await userEvent.click(screen.getByRole("button", { name: "Call again in 5 minutes" }));
  expect(asked).toEqual([{ delay_minutes: 5 }]);
  expect(await screen.findByText(/Called again at/)).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Call again in 5 minutes" })).not.toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Open that call" })).toHaveAttribute("href", `/calls/${NEXT}`);
  expect((await region("Attempts")).getByText("2 attempts")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Cancel it" }));
  expect(await screen.findByRole("button", { name: "Call again in 5 minutes" })).toBeInTheDocument();
  expect((await region("Attempts")).getByText("Cancelled by a person")).toBeInTheDocument();
});

test("called again now, it leads to the new call; a refusal is said and stays", async () => {
  answer({ status: "busy", reason: "busy" });
  const error = { code: "conflict", message: "This call is being tried again already.", hint: "Wait for it." };
  server.use(http.post(at(`/api/tron/calls/${ID}/retry`), () => HttpResponse.json({ error }, { status: 409 })));
  const { router } = renderAt(`/calls/${ID}`);
  await userEvent.click(await screen.findByRole("button", { name: "Call again now" }));
  expect(await screen.findByText("This call is being tried again already. Wait for it.")).toBeInTheDocument();
  const next = aCallDetail({ id: NEXT, status: "queued" });
  server.use(http.post(at(`/api/tron/calls/${ID}/retry`), () => HttpResponse.json(next, { status: 202 })));
  await userEvent.click(screen.getByRole("button", { name: "Call again now" }));
  await waitFor(() => expect(router.state.location.pathname).toBe(`/calls/${NEXT}`));
});

test("a call in the browser is made again where the microphone is", async () => {
  answer({ line: "browser", phone_number: null });
  renderAt(`/calls/${ID}`);
  const again = await screen.findByRole("link", { name: "Call again" });
  expect(again).toHaveAttribute("href", `/test-call?agent=${aCallDetail().agent_id}`);
});

test("stand-ins and failures are said, each once", async () => {
  answer({});
  const failed = { kind: "tts", reason: "timeout", fallback: true };
  tell(
    anEvent("engine.stand_in", 1, { component: "tts", wanted: "shreya", used: "builtin~hindi", why: "No key." }),
    anEvent("vendor.failed", 2, failed),
    anEvent("vendor.failed", 3, failed),
    anEvent("recording.failed", 4, { error: "OSError" }),
  );
  renderAt(`/calls/${ID}`);
  expect(await screen.findByText("Another voice spoke")).toBeInTheDocument();
  expect(screen.getByText("shreya → builtin~hindi. No key.")).toBeInTheDocument();
  expect(screen.getByText("The voice failed 2 times")).toBeInTheDocument();
  expect(screen.getByText("Something else took over.")).toBeInTheDocument();
  expect(screen.getByText("The call was not recorded")).toBeInTheDocument();
});

test("what the server says in codes is said in Hindi", async () => {
  useUi.setState({ language: "hi" });
  answer({ outcome: "interested", extracted_data: { callback_time: "yes" } });
  const used = "builtin~hindi";
  tell(
    anEvent("engine.stand_in", 1, { component: "tts", wanted: "shreya", used, why: "No key.", code: "no_key" }),
    anEvent("vendor.failed", 2, { kind: "llm", reason: "timed_out", fallback: true }),
  );
  renderAt(`/calls/${ID}`);
  expect(await screen.findByText(`shreya → ${used}. Sarvam key नहीं है: साथ आई आवाज़ बोलती है।`)).toBeInTheDocument();
  expect(screen.getByText(/^समय पर जवाब नहीं आया\./)).toBeInTheDocument();
  expect(screen.getAllByText("रुचि है")).not.toHaveLength(0);
  expect(screen.getByText("फिर कॉल का समय")).toBeInTheDocument();
});

test("the story lists every event, each with what it holds folded away", async () => {
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(400);
  answer({});
  tell(
    anEvent("call.queued", 1),
    anEvent("keys.pressed", 2, { keys: "12" }),
    anEvent("weather.changed", 3, { to: "rain" }),
  );
  renderAt(`/calls/${ID}`);
  const story = within(await screen.findByRole("list", { name: "Events" }));
  expect(story.getAllByRole("listitem")).toHaveLength(3);
  expect(story.getByText("Keys pressed")).toBeInTheDocument();
  expect(story.getByText("weather.changed")).toBeInTheDocument();
  expect(story.getByText(/"to": "rain"/)).not.toBeVisible();
  await userEvent.click(story.getByText("weather.changed"));
  expect(story.getByText(/"to": "rain"/)).toBeVisible();
});

test("a live call grows word by word and can be hung up", async () => {
  const live = { status: "in_progress", reason: null, outcome: null, ended_at: null } as const;
  answer({ ...live, transcript: [], turns: [], cost: null });
  let asked = false;
  server.use(
    http.post(at(`/api/tron/calls/${ID}/hangup`), () => {
      asked = true;
      answer({ ...live, transcript: [], turns: [], hangup_requested_at: "2026-02-12T09:01:00Z" });
      return HttpResponse.json(aCallDetail(live), { status: 202 });
    }),
  );
  renderAt(`/calls/${ID}`);
  expect(await screen.findByText("What is said appears here as it is said.")).toBeInTheDocument();
  expect(screen.queryByRole("region", { name: "Recording" })).not.toBeInTheDocument();
  const socket = FakeSocket.to("/ws/tron");
  const said = (sequence: number, role: string, text: string, final: boolean) =>
    anEvent("call.transcript", sequence, { role, text, final, start: sequence, end: sequence + 1 });
  act(() => {
    socket.open();
    socket.say({ type: "subscribed", at: "2026-02-12T09:00:00Z", unknown: [] });
    socket.say({ ...anEvent("call.answered", 1), call_id: ID });
    socket.say({ ...said(2, "agent", "Namaste", true), call_id: ID });
    socket.say({ ...said(3, "caller", "haan", false), call_id: ID });
  });
  expect(await (await words()).findByText("haan")).toBeInTheDocument();
  act(() => socket.say({ ...said(4, "caller", "haan ji boliye", true), call_id: ID }));
  expect(await (await words()).findByText("haan ji boliye")).toBeInTheDocument();
  expect((await words()).queryByText("haan")).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Hang up" }));
  await waitFor(() => expect(screen.getByRole("button", { name: "Hang up" })).toBeDisabled());
  expect(asked).toBe(true);
});

test("a call that does not exist is said", async () => {
  const error = { code: "not_found", message: "There is no such call.", hint: null };
  server.use(http.get(at(`/api/tron/calls/${ID}`), () => HttpResponse.json({ error }, { status: 404 })));
  renderAt(`/calls/${ID}`);
  expect(await screen.findByText("There is no such call.")).toBeInTheDocument();
});

test("a sound that cannot be played leaves the words", async () => {
  answer({});
  const { container } = renderAt(`/calls/${ID}`);
  await words();
  const audio = audioOf(container);
  Object.defineProperty(audio, "error", { value: { code: 4 } });
  act(() => void audio.dispatchEvent(new Event("error")));
  expect(await screen.findByText(/The recording could not be played/)).toBeInTheDocument();
  expect((await words()).getByText("Haan.")).toBeInTheDocument();
});
