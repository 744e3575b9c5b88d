import useSWR from "swr";
import { answered, client, read } from "@/lib/api";
import { toApiError } from "@/lib/errors";
import { FLOWS, of } from "./api";
import type { Scenario, ScenarioIn, ScenarioRun } from "./types";

/** Workers hold the runs of scenarios: look again until they are over. */
const WATCH_MS = 1500;

/** The conversations that a flow must hold, each with its last runs and the one under way, which is followed. */
export function useScenarios(id: string) {
  return useSWR(
    [FLOWS, "scenarios", id],
    () => read(client.GET("/api/tron/flows/{flow_id}/scenarios", { params: of(id) })),
    { refreshInterval: (latest) => (latest?.items.some(({ current_run }) => current_run !== null) ? WATCH_MS : 0) },
  );
}

/** Stores a scenario: a new one, or (`before`) the next revision of one. */
export function saveScenario(flow_id: string, body: ScenarioIn, before: Scenario | null): Promise<Scenario> {
  if (!before) return read(client.POST("/api/tron/flows/{flow_id}/scenarios", { params: of(flow_id), body }));
  const params = { path: { flow_id, scenario_id: before.id } };
  const changed = { ...body, revision: before.revision };
  return read(client.PUT("/api/tron/flows/{flow_id}/scenarios/{scenario_id}", { params, body: changed }));
}

export async function deleteScenario(flow_id: string, scenario_id: string): Promise<void> {
  const params = { path: { flow_id, scenario_id } };
  const asked = client.DELETE("/api/tron/flows/{flow_id}/scenarios/{scenario_id}", { params });
  const { error, response } = await answered(asked);
  if (!response.ok) throw toApiError(error, response.status);
}

/** Asks for a run of one: over the draft in text, or (`spoken`) as calls over what is published. */
export function runScenario(flow_id: string, scenario_id: string, spoken: boolean): Promise<ScenarioRun> {
  const params = { path: { flow_id, scenario_id } };
  const asked = client.POST("/api/tron/flows/{flow_id}/scenarios/{scenario_id}/run", { params, body: { spoken } });
  return read(asked);
}

/** Asks for a run of all of them. */
export async function runScenarios(id: string): Promise<ScenarioRun[]> {
  return (await read(client.POST("/api/tron/flows/{flow_id}/scenarios/run", { params: of(id), body: {} }))).items;
}

/** Ends a run; what came of its tries is kept. */
export function cancelRun(flow_id: string, { id, scenario_id }: ScenarioRun): Promise<ScenarioRun> {
  const params = { path: { flow_id, scenario_id, run_id: id } };
  return read(client.POST("/api/tron/flows/{flow_id}/scenarios/{scenario_id}/runs/{run_id}/cancel", { params }));
}

/** Earlier runs of one, the newest first; null asks for none. */
export function useScenarioRuns(flow_id: string, scenario_id: string | null) {
  return useSWR(scenario_id === null ? null : [FLOWS, "runs", flow_id, scenario_id], async () => {
    const params = { path: { flow_id, scenario_id: scenario_id ?? "" } };
    return (await read(client.GET("/api/tron/flows/{flow_id}/scenarios/{scenario_id}/runs", { params }))).items;
  });
}
