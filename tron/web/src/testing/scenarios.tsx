import { HttpResponse, http } from "msw";
import { ScenariosPanel } from "@/features/flows/components/ScenariosPanel";
import type { Scenario, ScenarioRun } from "@/features/flows/types";
import { props, show } from "./flowPanels";
import { FLOW_ID } from "./flows";
import { at, server } from "./server";

export const SCENARIOS = at(`/api/tron/flows/${FLOW_ID}/scenarios`);

export function aRun(over: Partial<ScenarioRun> = {}): ScenarioRun {
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

export function aScenario(over: Partial<Scenario> = {}): Scenario {
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

/** The panel of scenarios, and what it was given. */
export function showScenarios() {
  const given = props();
  show(<ScenariosPanel {...given} />);
  return given;
}

/** The server has these. */
export const stored = (...items: Scenario[]) =>
  server.use(http.get(SCENARIOS, () => HttpResponse.json({ items, next_cursor: null, may_decide: true })));
