import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { aFlow, FLOW_ID } from "@/testing/flows";
import { aScenario, SCENARIOS, showScenarios, stored } from "@/testing/scenarios";
import { at, server } from "@/testing/server";
import { formOf, lineOf, turnOf } from "./scenario";

const write = (input: HTMLElement, text: string) => fireEvent.change(input, { target: { value: text } });

test("a new scenario is written: its lines, its rows, and how often it must pass", async () => {
  const sent: unknown[] = [];
  stored();
  server.use(
    http.post(SCENARIOS, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(aScenario(), { status: 201 });
    }),
  );
  showScenarios();
  await userEvent.click(await screen.findByRole("button", { name: "New scenario" }));
  const dialog = within(await screen.findByRole("dialog", { name: "New scenario" }));
  const save = dialog.getByRole("button", { name: "Save scenario" });
  expect(save).toBeDisabled();
  write(dialog.getByRole("textbox", { name: "Name" }), "Refuses");
  write(dialog.getByRole("textbox", { name: "Lines" }), "nahi\n[silent]\n[keys 9]\n[hangs up]");
  write(dialog.getByRole("textbox", { name: "Wanted in row 1" }), "not_interested");
  await userEvent.click(dialog.getByRole("button", { name: "Add a row" }));
  await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Kind of row 2" }), "not_visited");
  expect(save).toBeDisabled();
  const nodes = within(dialog.getByRole("group", { name: "Wanted in row 2" }));
  await userEvent.click(await nodes.findByRole("checkbox", { name: "End call" }));
  await userEvent.click(save);
  expect(await screen.findByText("Agrees at once saved")).toBeInTheDocument();
  expect(sent).toMatchObject([
    {
      name: "Refuses",
      caller: {
        kind: "script",
        turns: ["nahi", { silence: true }, { keys: "9" }, { hang_up: true }],
      },
      assertions: [
        { kind: "outcome", outcome: "not_interested" },
        { kind: "not_visited", nodes: ["bye"] },
      ],
      tries: 1,
      must_pass: 1,
    },
  ]);
});

test("a change keeps what the form does not show; publishing can be made to ask for passing scenarios", async () => {
  const sent: unknown[] = [];
  stored(aScenario());
  const keep = async ({ request }: { request: Request }) => {
    sent.push(await request.json());
    return HttpResponse.json(aScenario());
  };
  server.use(http.put(`${SCENARIOS}/s1`, keep));
  server.use(
    http.put(at(`/api/tron/flows/${FLOW_ID}`), async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(aFlow({ require_scenarios: true }));
    }),
  );
  showScenarios();
  await userEvent.click(await screen.findByRole("button", { name: "More with Agrees at once" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Edit" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByRole("textbox", { name: "Lines" })).toHaveValue("haan\n[keys 12#]");
  await userEvent.click(dialog.getByRole("button", { name: "Save scenario" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  await userEvent.click(screen.getByRole("switch", { name: /Ask for passing scenarios/ }));
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent).toMatchObject([
    { language: "hi-IN", colleagues: { "+910000000050": "busy" }, variables: { contact_name: "Ravi" }, revision: 3 },
    { revision: 7, require_scenarios: true },
  ]);
});

test("every turn that can be stored can be written, and read back", () => {
  const over = ["[after 5 words] haan ji", "[after 1 words] [keys 1]", "[after 3 words] [hangs up]"];
  for (const line of ["haan ji", "[silent]", "[keys 12#]", "[hangs up]", ...over])
    expect(lineOf(turnOf(line))).toBe(line);
  const persona = { kind: "persona", persona: "Busy", goal: "A callback", most_turns: 5 } as const;
  expect(formOf(aScenario({ caller: persona }))).toMatchObject({ kind: "persona", goal: "A callback", mostTurns: 5 });
});

test("who is no owner runs the scenarios that must pass, and changes none of them", async () => {
  const body = { items: [aScenario()], next_cursor: null, may_decide: false };
  const flow = aFlow({ require_scenarios: true });
  server.use(
    http.get(SCENARIOS, () => HttpResponse.json(body)),
    http.get(at(`/api/tron/flows/${FLOW_ID}`), () => HttpResponse.json(flow)),
  );
  showScenarios();
  const required = await screen.findByRole("switch", { name: "Ask for passing scenarios before publishing" });
  expect(required).toBeDisabled();
  expect(required).toHaveAccessibleDescription(/^Only an owner decides this/);
  await userEvent.click(await screen.findByRole("button", { name: /Agrees at once/ }));
  expect(await screen.findByRole("menuitem", { name: "Run as spoken calls" })).toBeInTheDocument();
  expect(screen.queryByRole("menuitem", { name: "Edit" })).not.toBeInTheDocument();
  expect(screen.queryByRole("menuitem", { name: "Delete" })).not.toBeInTheDocument();
});
