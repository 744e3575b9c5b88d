import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent, { PointerEventsCheckLevel } from "@testing-library/user-event";
import axe from "axe-core";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { speak } from "@/lib/i18n";
import { useUi } from "@/stores/ui";
import { aLineOf, aState, phoneHandlers } from "@/testing/phone";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";
import { untranslated } from "@/testing/untranslated";
import type { SetUp, Step } from "./api";

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
const SET_UP = at("/api/tron/lines/:name/set-up");

beforeEach(() => sessionStorage.clear());

function step(code: Step["code"], state: Step["state"] = "made", over: Partial<Step> = {}): Step {
  return { code, state, name: "", trouble: null, detail: "", numbers: [], added: [], ...over };
}

/** Opens the dialog of a Tron that answers so; what is sent is kept. */
async function open(answer: SetUp | Response) {
  const sent: unknown[] = [];
  const livekit = aLineOf({ name: "livekit", title: "LiveKit SIP" });
  server.use(
    http.get(at("/api/tron/lines"), () => HttpResponse.json({ items: [livekit], next_cursor: null })),
    http.get(at("/api/tron/lines/livekit"), () => {
      const state = aState({ detail: "" });
      return HttpResponse.json({ ...livekit, state, form: [], trunks: 0 });
    }),
    http.post(SET_UP, async ({ request }) => {
      sent.push(await request.json());
      return answer instanceof Response ? answer : HttpResponse.json(answer);
    }),
    ...phoneHandlers({ trunks: [] }),
  );
  renderAt("/lines");
  await user.click(await screen.findByRole("button", { name: /^(Set it up|⟦)/ }));
  const dialog = await screen.findByRole("dialog");
  return { sent, dialog, inside: within(dialog) };
}

async function number(inside: ReturnType<typeof within>, text: string) {
  const input = inside.getByLabelText("Your numbers");
  fireEvent.change(input, { target: { value: text } });
  fireEvent.keyDown(input, { key: "Enter" });
}

const run = (inside: ReturnType<typeof within>) => user.click(inside.getByRole("button", { name: "Set it up" }));

test("Twilio's trunk is made and linked, and each step is shown", async () => {
  const steps = [
    step("server", "there", { name: "wss://x.livekit.cloud" }),
    step("sip", "there"),
    step("twilio_trunk", "made", { name: "tron-1.pstn.twilio.com" }),
    step("rule", "changed"),
    step("trunk"),
  ];
  const { sent, inside } = await open({ ok: true, steps, trunk_id: "t" });
  expect(inside.getByRole("button", { name: "Set it up" })).toBeDisabled();
  await number(inside, "+12025550100");
  fireEvent.change(inside.getByLabelText("LiveKit's SIP address"), { target: { value: "sip:p.sip.livekit.cloud" } });
  await run(inside);
  expect(await inside.findByText("tron-1.pstn.twilio.com")).toBeInTheDocument();
  expect(inside.getAllByRole("listitem").map((item) => item.textContent)).toContain("Dispatch rulechanged");
  expect(inside.getByText(/then test the trunk/)).toBeInTheDocument();
  expect(sent).toEqual([
    {
      name: "Tron",
      numbers: ["+12025550100"],
      by_twilio: true,
      sip_host: "p.sip.livekit.cloud",
      address: "",
      transport: "auto",
      username: "",
      allowed_addresses: [],
    },
  ]);
});

test("the forms in which calls to a number are taken are shown, and those that were missing", async () => {
  const numbers = ["+910000000190", "00000000190", "0000000190"];
  const changed = step("inbound", "changed", { numbers, added: numbers.slice(1) });
  const { inside } = await open({ ok: true, steps: [step("server", "there"), changed], trunk_id: "t" });
  await number(inside, "+910000000190");
  fireEvent.change(inside.getByLabelText("LiveKit's SIP address"), { target: { value: "p" } });
  await run(inside);
  const taken = await inside.findByText(/^Takes calls to/);
  expect(taken.parentElement).toHaveTextContent("+910000000190, 00000000190, 0000000190");
  expect(inside.getByText(/^Were missing/).parentElement).toHaveTextContent("until now:00000000190, 0000000190");
  expect(inside.getAllByText(/^Takes calls to/)).toHaveLength(1);
});

test("another carrier's trunk takes its address, user and password", async () => {
  const { sent, inside } = await open({ ok: true, steps: [], trunk_id: "t" });
  await user.click(inside.getByRole("radio", { name: "Another carrier" }));
  await number(inside, "+12025550100");
  fireEvent.change(inside.getByLabelText("Carrier's address"), { target: { value: "sip.carrier.example" } });
  fireEvent.change(inside.getByLabelText(/^User/), { target: { value: "u" } });
  fireEvent.change(inside.getByLabelText(/^Password/), { target: { value: "hush" } });
  await user.selectOptions(inside.getByLabelText("Transport"), "TLS");
  await run(inside);
  await waitFor(() => expect(sent).toHaveLength(1));
  const body = { by_twilio: false, address: "sip.carrier.example", username: "u", password: "hush", transport: "tls" };
  expect(sent[0]).toMatchObject(body);
});

test.each([
  ["server", "clock", /clocks of this machine/, false],
  ["sip", "no_sip", /no SIP service/, false],
  ["twilio_account", "wrong_key", /Twilio does not take/, false],
  ["twilio_account", "no_host", /Enter LiveKit's SIP address/, false],
  ["outbound", "refused", /These are the server's words/, true],
] as const)("what fails at %s as %s is said", async (code, trouble, words, theirs) => {
  const failed = step(code, "failed", { trouble, detail: "Told so." });
  const { inside } = await open({ ok: false, steps: [failed], trunk_id: null });
  await number(inside, "+12025550100");
  fireEvent.change(inside.getByLabelText("LiveKit's SIP address"), { target: { value: "p" } });
  await run(inside);
  expect(await inside.findByText(words)).toBeInTheDocument();
  // What the server says in English is shown where our words cannot say it.
  expect(inside.queryByText("Told so.") !== null).toBe(theirs);
  expect(inside.queryByText(/then test the trunk/)).not.toBeInTheDocument();
});

test("what the server minds stands at its field", async () => {
  const fields = [{ path: "numbers.0", message: "Too short." }];
  const error = { code: "invalid", message: "Not right.", hint: null, fields, request_id: null };
  const { inside } = await open(HttpResponse.json({ error }, { status: 422 }));
  await number(inside, "+1");
  fireEvent.change(inside.getByLabelText("LiveKit's SIP address"), { target: { value: "p" } });
  await run(inside);
  expect(await inside.findByText("1: Too short.")).toBeInTheDocument();
});

test("the dialog is clean for axe, and nothing of it came past the catalogue", async () => {
  const first = await open({ ok: true, steps: [step("server", "there")], trunk_id: null });
  await user.click(first.inside.getByRole("radio", { name: "Another carrier" }));
  const { violations } = await axe.run(first.dialog, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id }) => id)).toEqual([]);
  await speak("en-XA");
  useUi.setState({ language: "en-XA" });
  await waitFor(() => expect(untranslated(first.dialog)).toEqual([]));
});
