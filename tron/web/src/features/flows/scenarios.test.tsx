import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { MemoryRouter } from "react-router";
import { expect, test, vi } from "vitest";
import { aCanvas, aFlow, FLOW_ID } from "@/testing/flows";
import { renderAlone } from "@/testing/render";
import { at, server } from "@/testing/server";
import { ScenariosPanel } from "./components/ScenariosPanel";
import { formOf, lineOf, turnOf } from "./scenario";
import type { Scenario, ScenarioRun } from "./types";

const write = (input: HTMLElement, text: string) => fireEvent.change(input, { target: { value: text } });

const SCENARIOS = at(`/api/tron/flows/${FLOW_ID}/scenarios`);

function aRun(over: Partial<ScenarioRun> = {}): ScenarioRun {
  return {
    id: "r1",
    scenario_id: "s1",
    version: null,
    passed: false,
    passes: 1,
    runs: 2,
    stale: false,
    seconds: 3,
    results: [
      {
        passed: false,
        problem: null,
        assertions: [{ assertion: 0, held: false, message: "It ended with callback." }],
        talk: [
          { role: "agent", text: "Namaste." },
          { role: "caller", text: "haan" },
        ],
        path: ["start", "greet", "want/inner", "want/other", "bye"],
        variables: {},
        outcome: "callback",
        reason: "agent_ended",
        seconds: 1.5,
        tokens: 20,
        call_id: null,
      },
    ],
    created_at: "2026-02-12T09:00:00Z",
    ...over,
  };
}

function aScenario(over: Partial<Scenario> = {}): Scenario {
  return {
    id: "s1",
    flow_id: FLOW_ID,
    name: "Agrees at once",
    agent_id: null,
    variables: { contact_name: "Ravi" },
    language: "hi-IN",
    colleagues: { "+910000000050": "busy" },
    node: null,
    caller: { kind: "script", turns: ["haan", { keys: "12#", silence: false, hang_up: false }] },
    assertions: [
      { kind: "outcome", outcome: "interested" },
      { kind: "visited", nodes: ["bye"] },
    ],
    tries: 2,
    must_pass: 2,
    revision: 3,
    last_run: null,
    created_at: "2026-02-12T09:00:00Z",
    updated_at: "2026-02-12T09:00:00Z",
    ...over,
  };
}

function show() {
  const given = {
    flowId: FLOW_ID,
    canvas: aCanvas(),
    select: vi.fn(),
    highlight: vi.fn(),
    flush: vi.fn(async () => 7),
    onReplaced: vi.fn(),
  };
  renderAlone(
    <MemoryRouter>
      <ScenariosPanel {...given} />
    </MemoryRouter>,
  );
  return given;
}

const list = (...items: Scenario[]) =>
  server.use(http.get(SCENARIOS, () => HttpResponse.json({ items, next_cursor: null })));

test("a run says how many passed and what did not hold; its path is lit", async () => {
  const asked: unknown[] = [];
  let run: ScenarioRun | null = null;
  server.use(
    http.get(SCENARIOS, () => HttpResponse.json({ items: [aScenario({ last_run: run })], next_cursor: null })),
    http.post(`${SCENARIOS}/s1/run`, async ({ request }) => {
      asked.push(await request.json());
      const [result] = aRun().results;
      const spoken = asked.length > 1;
      run = aRun({ passed: spoken, results: result ? [{ ...result, call_id: spoken ? "c1" : null }] : [] });
      return HttpResponse.json(run, { status: 201 });
    }),
  );
  const before = aRun({ id: "r0", version: 2, passed: true, passes: 2 });
  server.use(http.get(`${SCENARIOS}/s1/runs`, () => HttpResponse.json({ items: [aRun(), before], next_cursor: null })));
  const given = show();
  expect(await screen.findByText("Not run yet")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Run" }));
  expect(await screen.findByText("Failed, 1 of 2 passed")).toBeInTheDocument();
  expect(given.flush).toHaveBeenCalled();
  await userEvent.click(screen.getByText("Results"));
  const result = screen.getByText("It ended with callback.").closest("li");
  expect(result).toHaveTextContent("Did not hold");
  expect(result).toHaveTextContent("Outcome is Interested");
  expect((await screen.findByText("Passed 2 of 2")).closest("li")).toHaveTextContent("Version 2");
  await userEvent.click(screen.getByRole("button", { name: "Show the path" }));
  expect(given.highlight).toHaveBeenCalledWith(["start", "greet", "want", "bye"]);
  await userEvent.click(screen.getByRole("button", { name: "More with Agrees at once" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Run as spoken calls" }));
  expect(await screen.findByRole("link", { name: "Open the call" })).toHaveAttribute("href", "/calls/c1");
  expect(asked).toEqual([{ spoken: false }, { spoken: true }]);
});

test("a new scenario is written: its lines, its rows, and how often it must pass", async () => {
  const sent: unknown[] = [];
  list();
  server.use(
    http.post(SCENARIOS, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(aScenario(), { status: 201 });
    }),
  );
  show();
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
  list(aScenario());
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
  show();
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
  for (const line of ["haan ji", "[silent]", "[keys 12#]", "[hangs up]"]) expect(lineOf(turnOf(line))).toBe(line);
  const persona = { kind: "persona", persona: "Busy", goal: "A callback", most_turns: 5 } as const;
  expect(formOf(aScenario({ caller: persona }))).toMatchObject({ kind: "persona", goal: "A callback", mostTurns: 5 });
});
