import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { speak } from "@/lib/i18n";
import { useUi } from "@/stores/ui";
import { aCallDetail } from "@/testing/calls";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";

const ID = "0190c3c4-0000-7000-8000-000000000001";

test.each([
  ["inbound", "no_worker", "The caller was not answered: No free worker"],
  [
    "inbound",
    "blocked:line_full",
    "The caller was not answered: Not allowed: no room for another call on this phone line",
  ],
  ["inbound", "blocked:agent_off", "The caller was not answered: Not allowed: the agent is off"],
  ["outbound", "blocked:agent_off", "Nobody was called: Not allowed: the agent is off"],
] as const)("of an %s call that ended as %s the page says who heard what", async (direction, reason, words) => {
  const refused = { direction, status: "cancelled", reason, answered_at: null } as const;
  const empty = { recording_url: null, transcript: [], turns: [], cost: null, sip_status: null, error_message: null };
  const call = aCallDetail({ id: ID, ...refused, ...empty });
  server.use(http.get(at(`/api/tron/calls/${ID}`), () => HttpResponse.json(call)));
  renderAt(`/calls/${ID}`);
  expect(await screen.findByText(/The caller was not answered:|Nobody was called:/)).toHaveTextContent(words);
});

test.each([
  ["en", "Open the agent", "What it says."],
  ["hi", "एजेंट खोलें", /“कॉल किस काम की” में promotional/],
] as const)("a call that nobody was called for leads to what to change, in %s", async (language, name, words) => {
  const refused = {
    status: "cancelled",
    reason: "blocked:call_category",
    blocked_field: "agent.call_category",
  } as const;
  const call = aCallDetail({ id: ID, ...refused, answered_at: null, error_message: "What it says.", sip_status: null });
  server.use(http.get(at(`/api/tron/calls/${ID}`), () => HttpResponse.json(call)));
  useUi.setState({ language });
  await speak(language);
  renderAt(`/calls/${ID}`);
  expect(await screen.findByRole("link", { name })).toHaveAttribute("href", `/agents/${call.agent_id}`);
  expect(await screen.findByText(words)).toBeInTheDocument();
  await speak("en");
});
