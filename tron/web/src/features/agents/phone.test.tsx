import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { anAgent, aSetting, aTemplate } from "@/testing/factories";
import { aTrunk } from "@/testing/phone";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";

const box = (name: string) => screen.findByRole("combobox", { name });

test("an agent is given a trunk, and a message for machines", async () => {
  const sent: Record<string, unknown>[] = [];
  server.use(
    http.get(at("/api/tron/trunks"), () => HttpResponse.json({ items: [aTrunk()], next_cursor: null })),
    http.put<never, Record<string, unknown>>(at("/api/tron/agents/:id"), async ({ request }) => {
      const body = await request.json();
      sent.push(body);
      return HttpResponse.json({ ...anAgent(), ...body, revision: 4 });
    }),
  );
  renderAt(`/agents/${anAgent().id}`);
  await screen.findByRole("option", { name: "Carrier" });
  expect(await box("Calls go out by")).toHaveValue("");
  await userEvent.selectOptions(await box("Calls go out by"), "Carrier");
  expect(screen.getByRole("option", { name: "Go on in the flow" })).toBeDisabled();
  await userEvent.selectOptions(await box("When a machine answers"), "Leave a message");
  await userEvent.click(await screen.findByRole("textbox", { name: /^Message after the beep/ }));
  await userEvent.paste("We call again.");
  await userEvent.click(screen.getByRole("button", { name: /^Save/ }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({
    trunk_id: aTrunk().id,
    voicemail_action: "leave_message",
    voicemail_message: "We call again.",
  });
});

test("an agent says what its calls are for, and learns that its trunk has no number for that", async () => {
  const sent: Record<string, unknown>[] = [];
  server.use(
    http.get(at("/api/tron/trunks"), () =>
      HttpResponse.json({ items: [aTrunk({ caller_ids: ["+911400000001"] })], next_cursor: null }),
    ),
    http.put<never, Record<string, unknown>>(at("/api/tron/agents/:id"), async ({ request }) => {
      const body = await request.json();
      sent.push(body);
      return HttpResponse.json({ ...anAgent(), ...body, revision: 4 });
    }),
  );
  renderAt(`/agents/${anAgent().id}`);
  await screen.findByRole("option", { name: "Carrier" });
  await userEvent.selectOptions(await box("Calls go out by"), "Carrier");
  expect(await box("What its calls are for")).toHaveValue("");
  await userEvent.selectOptions(await box("What its calls are for"), "Promotional");
  expect(screen.queryByText(/^Carrier has no/)).not.toBeInTheDocument();
  await userEvent.selectOptions(await box("What its calls are for"), "Service");
  expect(screen.getByText(/^Carrier has no 1600 number/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: /^Save/ }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ trunk_id: aTrunk().id, call_category: "service" });
});

const CARRIER = http.get(at("/api/tron/trunks"), () => HttpResponse.json({ items: [aTrunk()], next_cursor: null }));
const INDIA = http.get(at("/api/tron/settings"), () =>
  HttpResponse.json({ revision: 1, items: [aSetting({ key: "compliance.countries", value: ["IN"] })] }),
);

test("an agent of a template that says nothing learns what the template's calls are, and what it costs", async () => {
  const agent = anAgent({ template: aTemplate().key });
  const quiet = http.get(at(`/api/tron/agents/${agent.id}`), () => HttpResponse.json(agent));
  server.use(CARRIER, INDIA, quiet);
  renderAt(`/agents/${anAgent().id}`);
  expect(await screen.findByText("Calls as the template makes them are: Promotional.")).toBeInTheDocument();
  expect(await screen.findByText(/^Until you choose and save/)).toBeInTheDocument();
  await userEvent.selectOptions(await box("What its calls are for"), "Promotional");
  expect(await screen.findByText(/^So the template says/)).toBeInTheDocument();
  expect(screen.queryByText(/^Until you choose/)).not.toBeInTheDocument();
});

test("a template brings its category to a new agent, and what a person chooses is sent as it is", async () => {
  const sent: Record<string, unknown>[] = [];
  server.use(
    http.post<never, Record<string, unknown>>(at("/api/tron/agents"), async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(anAgent(), { status: 201 });
    }),
  );
  renderAt(`/agents/new?template=${aTemplate().key}`);
  await waitFor(async () => expect(await box("What its calls are for")).toHaveValue("promotional"));
  await userEvent.selectOptions(await box("What its calls are for"), "Not said");
  await userEvent.click(screen.getByRole("button", { name: "Create agent" }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ template: aTemplate().key, call_category: null });
});

test.each([
  ["the agents' page", "/agents"],
  ["the dashboard", "/"],
])("%s names the agents that nobody said it of, where that keeps them from calling", async (_, address) => {
  const said = anAgent({ id: "0190c3c4-0000-7000-8000-0000000000a2", name: "Rohan", call_category: "service" });
  const off = anAgent({ id: "0190c3c4-0000-7000-8000-0000000000a3", name: "Neha", is_active: false });
  const all = http.get(at("/api/tron/agents"), () =>
    HttpResponse.json({ items: [anAgent(), said, off], next_cursor: null }),
  );
  server.use(CARRIER, INDIA, all);
  renderAt(address);
  const notice = await screen.findByRole("region", { name: "1 agent calls no Indian number yet" });
  const links = within(notice).getAllByRole("link");
  expect(links.map((link) => [link.textContent, link.getAttribute("href")])).toEqual([
    ["Ananya", `/agents/${anAgent().id}`],
  ]);
  expect(notice).toHaveTextContent("What its calls are for");
});
