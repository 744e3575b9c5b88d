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

/** Longer than it takes to look again. */
const LONG = { timeout: 5000 };
const SCENARIOS = at(`/api/tron/flows/${FLOW_ID}/scenarios`);

function aRun(over: Partial<ScenarioRun> = {}): ScenarioRun {
  return {
    id: "r1",
    scenario_id: "s1",
    version: null,
    spoken: false,
    state: "failed",
    passed: false,
    passes: 1,
    runs: 2,
    done: 1,
    error: null,
    stale: false,
    seconds: 3,
    results: [
      {
        passed: false,
        problem: null,
        problem_note: null,
        problem_values: {},
        assertions: [{ assertion: 0, held: false, message: "It ended with callback.", note: null, values: {} }],
        talk: [
          { role: "agent", text: "Namaste." },
          { role: "caller", text: "haan" },
        ],
        path: ["start", "greet", "want/inner", "want/other", "bye"],
        ways: ["next", "next", "next", null, null],
        variables: {},
        outcome: "callback",
        reason: "agent_ended",
        seconds: 1.5,
        tokens: 20,
        call_id: null,
      },
    ],
    created_at: "2026-02-12T09:00:00Z",
    started_at: "2026-02-12T09:00:01Z",
    ended_at: "2026-02-12T09:00:04Z",
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
    last_spoken_run: null,
    current_run: null,
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
  server.use(http.get(SCENARIOS, () => HttpResponse.json({ items, next_cursor: null, may_decide: true })));

test("a run is followed to its end: how many passed, what did not hold; its path is lit", async () => {
  const asked: unknown[] = [];
  const waits = aRun({ id: "r2", state: "queued", results: [], done: 0, ended_at: null, started_at: null });
  let shown = aScenario();
  let looks = 0;
  const look = () => {
    if (shown.current_run && ++looks > 1) shown = aScenario({ last_run: aRun({ id: "r2" }) });
    return HttpResponse.json({ items: [shown], next_cursor: null, may_decide: true });
  };
  const before = aRun({ id: "r0", version: 2, state: "passed", passed: true, passes: 2 });
  server.use(
    http.get(SCENARIOS, look),
    http.post(`${SCENARIOS}/s1/run`, async ({ request }) => {
      asked.push(await request.json());
      shown = aScenario({ current_run: waits });
      return HttpResponse.json(waits, { status: 202 });
    }),
    http.get(`${SCENARIOS}/s1/runs`, () =>
      HttpResponse.json({ items: [aRun({ id: "r2" }), before], next_cursor: null }),
    ),
  );
  const given = show();
  expect(await screen.findByText("Not run yet")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Run" }));
  expect(given.flush).toHaveBeenCalled();
  expect(await screen.findByText("Waiting for a worker")).toBeInTheDocument();
  expect(await screen.findByText("Failed, 1 of 2 passed", {}, LONG)).toBeInTheDocument();
  await userEvent.click(screen.getByText("Results"));
  const result = screen.getByText("It ended with callback.").closest("li");
  expect(result).toHaveTextContent("Did not hold");
  expect(result).toHaveTextContent("Outcome is Interested");
  const earlier = (await screen.findByText("Passed 2 of 2")).closest("li");
  expect(earlier).toHaveTextContent("Version 2");
  await userEvent.click(screen.getByRole("button", { name: "Show the path" }));
  expect(given.highlight).toHaveBeenCalledWith([
    { node: "start", way: "next" },
    { node: "greet", way: "next" },
    { node: "want", way: "next" },
    { node: "bye", way: null, over: true },
  ]);
  await userEvent.click(within(earlier as HTMLElement).getByText("Passed 2 of 2"));
  expect(await within(earlier as HTMLElement).findByText("It ended with callback.")).toBeInTheDocument();
  expect(asked).toEqual([{ spoken: false }]);
});

test("a run in calls leads to them, one under way is stopped, and one that broke says why", async () => {
  const [tried] = aRun().results;
  const results = tried ? [{ ...tried, call_id: "c1" }] : [];
  const spoken = aRun({ id: "r3", version: 1, spoken: true, state: "passed", passed: true, passes: 2, results });
  const asked: unknown[] = [];
  let shown = aScenario({ last_spoken_run: spoken });
  const error = { code: "lost", message: "The workers stopped each time." };
  server.use(
    http.get(SCENARIOS, () => HttpResponse.json({ items: [shown], next_cursor: null, may_decide: true })),
    http.get(`${SCENARIOS}/s1/runs`, () => HttpResponse.json({ items: [spoken], next_cursor: null })),
    http.post(`${SCENARIOS}/s1/run`, async ({ request }) => {
      asked.push(await request.json());
      const current_run = aRun({ id: "r4", state: "running", spoken: true, ended_at: null });
      shown = aScenario({ current_run });
      return HttpResponse.json(current_run, { status: 202 });
    }),
    http.post(`${SCENARIOS}/s1/runs/r4/cancel`, () => {
      shown = aScenario({ last_run: aRun({ state: "error", error, results: [] }) });
      return HttpResponse.json(aRun({ id: "r4", state: "cancelled" }));
    }),
  );
  show();
  expect(await screen.findByText("Passed 2 of 2")).toBeInTheDocument();
  await userEvent.click(screen.getByText("Results"));
  expect(await screen.findByRole("link", { name: "Open the call" })).toHaveAttribute("href", "/calls/c1");
  await userEvent.click(screen.getByRole("button", { name: "More with Agrees at once" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Run as spoken calls" }));
  expect(await screen.findByText("Running, 1 of 2 tries done")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Stop" }));
  expect(await screen.findByText("Could not be run")).toBeInTheDocument();
  await userEvent.click(screen.getByText("Results"));
  expect(screen.getByText("The workers that held it stopped each time. Run it again.")).toBeInTheDocument();
  expect(asked).toEqual([{ spoken: true }]);
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
  show();
  const required = await screen.findByRole("switch", { name: "Ask for passing scenarios before publishing" });
  expect(required).toBeDisabled();
  expect(required).toHaveAccessibleDescription(/^Only an owner decides this/);
  await userEvent.click(await screen.findByRole("button", { name: /Agrees at once/ }));
  expect(await screen.findByRole("menuitem", { name: "Run as spoken calls" })).toBeInTheDocument();
  expect(screen.queryByRole("menuitem", { name: "Edit" })).not.toBeInTheDocument();
  expect(screen.queryByRole("menuitem", { name: "Delete" })).not.toBeInTheDocument();
});
