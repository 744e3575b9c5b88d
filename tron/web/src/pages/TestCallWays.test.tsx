import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { fakeAudio } from "@/testing/audio";
import { aCallDetail } from "@/testing/calls";
import { aLineOf, aTrunk } from "@/testing/phone";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";
import {
  ananya,
  answerCall,
  aPhoneRoom,
  CALL,
  callNow,
  meera,
  notice,
  page,
  people,
  placed,
  preflight,
  RETRY,
} from "@/testing/testCall";

beforeEach(aPhoneRoom);

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
    http.get(at("/api/tron/agents/:id/preflight"), ({ request }) => {
      const bySecond = new URL(request.url).searchParams.get("trunk_id") === "second";
      return page(bySecond ? [] : [notice("no_caller_id", "warning")]);
    }),
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
  expect(await screen.findByText("Indian numbers will not be called")).toBeInTheDocument();
  await user.selectOptions(by, "Second");
  await waitFor(() => expect(screen.queryByText("Indian numbers will not be called")).not.toBeInTheDocument());
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

test("what keeps Indian numbers from being called leads to its place", async () => {
  fakeAudio();
  preflight([
    notice("no_category", "warning", "agent.call_category"),
    notice("no_caller_id", "warning", "trunk.caller_ids"),
  ]);
  renderAt("/test-call?agent=ananya");
  expect(await screen.findByRole("link", { name: "Open the agent" })).toHaveAttribute("href", "/agents/ananya");
  expect(screen.getByRole("link", { name: "Open Lines" })).toHaveAttribute("href", "/lines");
});

test("before the first agent it offers the sample", async () => {
  server.use(http.get(at("/api/tron/agents"), () => page([])));
  renderAt("/test-call");
  expect(await screen.findByRole("button", { name: "Add the sample agent" })).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Call now" })).not.toBeInTheDocument();
});
