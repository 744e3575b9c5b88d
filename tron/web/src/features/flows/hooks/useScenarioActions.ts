import { useState } from "react";
import { useTranslation } from "react-i18next";
import { notify } from "@/components/toasts";
import { saveFlow, useFlowsChanged } from "../api";
import type { DraftProps } from "../panel";
import { bodyOf, type ScenarioForm } from "../scenario";
import { cancelRun, deleteScenario, runScenario, runScenarios, saveScenario } from "../scenarioApi";
import type { Flow, Scenario, ScenarioRun } from "../types";

const ALL = "all";

/** What can be done with the scenarios of a flow. A run walks the draft, so it is written first. */
export function useScenarioActions(flowId: string, { flush, onReplaced }: DraftProps) {
  const { t } = useTranslation();
  const reload = useFlowsChanged();
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);

  const ask = async (what: string, work: () => Promise<unknown>) => {
    setBusy(what);
    setError(null);
    try {
      await work();
      await reload();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(null);
    }
  };
  const askForRun = (what: string, work: () => Promise<unknown>) =>
    void ask(what, async () => {
      await flush();
      await work();
    });

  return {
    /** The scenario for which something is asked just now; "all" for all of them. */
    busy,
    error,
    run: ({ id }: Scenario, spoken = false) => askForRun(id, () => runScenario(flowId, id, spoken)),
    runAll: () => askForRun(ALL, () => runScenarios(flowId)),
    cancel: (run: ScenarioRun) => void ask(run.scenario_id, () => cancelRun(flowId, run)),
    /** Throws what went wrong: the dialog that asked shows it. */
    save: async (form: ScenarioForm, before: Scenario | null): Promise<void> => {
      const { name } = await saveScenario(flowId, bodyOf(form, before), before);
      notify.done(t("flows.scenarios.saved", { name }));
      await reload();
    },
    remove: async ({ id, name }: Scenario): Promise<void> => {
      await deleteScenario(flowId, id);
      notify.done(t("flows.scenarios.deleted", { name }));
      await reload();
    },
    require: async (flow: Flow, required: boolean): Promise<void> => {
      setError(null);
      try {
        await saveFlow(flow.id, { revision: await flush(), require_scenarios: required });
        onReplaced();
        await reload();
      } catch (problem) {
        setError(problem);
      }
    },
  };
}

export type ScenarioActions = ReturnType<typeof useScenarioActions>;
