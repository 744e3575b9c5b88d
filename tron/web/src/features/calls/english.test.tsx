import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test, vi } from "vitest";
import { useUi } from "@/stores/ui";
import { aCallDetail, anEvent } from "@/testing/calls";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";
import { FakeSocket } from "@/testing/sockets";
import { playableSound } from "@/testing/sound";

const ID = "0190c3c4-0000-7000-8000-000000000001";
const LINES = aCallDetail().transcript;
const HINDI = "हाँ जी, बोलिए।";
const ENGLISH = "Yes, please go ahead.";
const ALL = ["Hello, I am Ananya.", ENGLISH, "Do you want to renew?", "Yes.", "Thank you."];

beforeEach(() => {
  playableSound();
});

const written = (english: readonly (string | null)[]) =>
  LINES.map((line, index) => ({ ...line, english: english[index] ?? null }));
const answer = (over: Parameters<typeof aCallDetail>[0]) =>
  server.use(http.get(at(`/api/tron/calls/${ID}`), () => HttpResponse.json(aCallDetail({ id: ID, ...over }))));
const words = async () => within(await screen.findByRole("list", { name: "Transcript" }));

test("English stands beneath what was said, and each person chooses what to see", async () => {
  answer({ transcript: written(ALL), english_state: "done" });
  const { unmount } = renderAt(`/calls/${ID}`);
  const english = await (await words()).findByText(ENGLISH);
  expect(english).toHaveAttribute("lang", "en");
  expect((await words()).getByText(HINDI)).toHaveAttribute("lang", "hi");
  expect(screen.queryByRole("button", { name: /in English/ })).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole("radio", { name: "Spoken" }));
  expect((await words()).queryByText(ENGLISH)).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole("radio", { name: "English" }));
  expect((await words()).getByText(ENGLISH)).toBeInTheDocument();
  expect((await words()).queryByText(HINDI)).not.toBeInTheDocument();
  unmount();
  expect(JSON.parse(localStorage.getItem("tron.ui") ?? "{}").state.transcript).toBe("english");
  renderAt(`/calls/${ID}`);
  expect(await screen.findByRole("radio", { name: "English" })).toBeChecked();
});

test("a line that was English is shown once, one without English as it was spoken", async () => {
  const [, ...others] = ALL;
  answer({ transcript: written(["Namaste, main Ananya.", ...others.slice(0, 3), null]), english_state: "done" });
  renderAt(`/calls/${ID}`);
  expect(await (await words()).findAllByText("Namaste, main Ananya.")).toHaveLength(1);
  await userEvent.click(screen.getByRole("radio", { name: "English" }));
  expect((await words()).getByText("Dhanyavaad.")).toBeInTheDocument();
  expect((await words()).getByText("Namaste, main Ananya.")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Write the rest in English" })).toBeInTheDocument();
});

test("it is asked for, awaited, and appears without another click", async () => {
  answer({});
  let asked = 0;
  server.use(
    http.post(at(`/api/tron/calls/${ID}/english`), () => {
      asked += 1;
      answer({ english_state: "wanted" });
      return HttpResponse.json(aCallDetail({ id: ID }), { status: 202 });
    }),
  );
  renderAt(`/calls/${ID}`);
  await userEvent.click(await screen.findByRole("button", { name: "Write it in English" }));
  expect(await screen.findByText("The English waits for its turn.")).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Write it in English" })).not.toBeInTheDocument();
  expect(screen.queryByRole("radio", { name: "Both" })).not.toBeInTheDocument();

  answer({ transcript: written(ALL), english_state: "done" });
  const socket = FakeSocket.to("/ws/tron");
  act(() => {
    socket.open();
    socket.say({ type: "subscribed", at: "2026-02-12T09:00:00Z", unknown: [] });
    socket.say({ ...anEvent("transcript.translated", 30, { by: ["sarvam"], lines: 5, left: 0 }), call_id: ID });
  });
  expect(await (await words()).findByText(ENGLISH)).toBeInTheDocument();
  expect(screen.getByRole("radio", { name: "Both" })).toBeChecked();
  expect(asked).toBe(1);
});

test.each([
  ["en", "No English: neither a Sarvam key nor a model that talks freely is set up.", "Try again"],
  ["hi", "अंग्रेज़ी नहीं लिखी गई: न Sarvam key सेट है, न खुलकर बात करने वाला model.", "फिर कोशिश करें"],
] as const)("why there is none is said in %s, and it can be tried again", async (language, why, again) => {
  useUi.setState({ language });
  answer({ english_state: "failed", english_reason: "no_translator" });
  renderAt(`/calls/${ID}`);
  expect(await screen.findByRole("button", { name: again })).toBeEnabled();
  expect(screen.getAllByRole("status").map(({ textContent }) => textContent)).toContain(why);
});

test("a refusal is said, and the call is read again", async () => {
  answer({});
  const error = { code: "conflict", message: "The English transcript is being written already.", hint: null };
  server.use(
    http.post(at(`/api/tron/calls/${ID}/english`), () => {
      answer({ english_state: "running" });
      return HttpResponse.json({ error }, { status: 409 });
    }),
  );
  renderAt(`/calls/${ID}`);
  await userEvent.click(await screen.findByRole("button", { name: "Write it in English" }));
  expect(await screen.findByText("The English transcript is being written already.")).toBeInTheDocument();
  expect(await screen.findByText("The English is being written.")).toBeInTheDocument();
});

test.each([
  { status: "in_progress", reason: null, ended_at: null } as const,
  { status: "no_answer", reason: "rang_out", transcript: [], turns: [] } as const,
])("nothing is offered for a call that goes on or has no words", async (over) => {
  answer({ ...over, transcript: "transcript" in over ? [] : LINES, turns: [] });
  renderAt(`/calls/${ID}`);
  await screen.findByRole("region", { name: "Transcript" });
  expect(screen.queryByRole("button", { name: "Write it in English" })).not.toBeInTheDocument();
});

test("its events say in words what became of it", async () => {
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(400);
  answer({ english_state: "failed", english_reason: "too_slow" });
  const events = [anEvent("transcript.not_translated", 1, { reason: "too_slow" })];
  server.use(http.get(at("/api/tron/calls/:id/events"), () => HttpResponse.json({ items: events, next_cursor: null })));
  renderAt(`/calls/${ID}`);
  const story = within(await screen.findByRole("list", { name: "Events" }));
  expect(story.getByText("it took too long")).toBeInTheDocument();
});

test("the transcript is clean for axe in each view and state", async () => {
  answer({ transcript: written([...ALL.slice(0, 4), null]), english_state: "done", english_reason: "timed_out" });
  renderAt(`/calls/${ID}`);
  await (await words()).findByText(ENGLISH);
  const card = screen.getByRole("region", { name: "Transcript" });
  for (const view of ["Spoken", "English", "Both"]) {
    await userEvent.click(screen.getByRole("radio", { name: view }));
    const { violations } = await axe.run(card, { rules: { "color-contrast": { enabled: false } } });
    expect(violations).toEqual([]);
  }
  await waitFor(() => expect(within(card).getByRole("status")).toHaveTextContent("Some lines have no English"));
});
