import { CircleCheck, CircleDashed, CircleX, History, Pencil, Phone, Play, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { Button } from "@/components/Button";
import { Fold } from "@/components/form/Fold";
import { Menu } from "@/components/Menu";
import { Words } from "@/components/Words";
import { when } from "@/lib/format";
import { useScenarioRuns } from "../api";
import type { ScenarioActions } from "../hooks/useScenarioActions";
import type { PanelProps } from "../panel";
import type { Scenario, ScenarioRun } from "../types";
import { ScenarioTries } from "./ScenarioTries";

type ScenarioRowProps = Pick<PanelProps, "canvas" | "highlight"> & {
  scenario: Scenario;
  actions: ScenarioActions;
  onEdit: () => void;
  onDelete: () => void;
};

/** One scenario: how its last run ended, and what can be done with it. */
export function ScenarioRow({ scenario, canvas, highlight, actions, onEdit, onDelete }: ScenarioRowProps) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  const { name, last_run: run } = scenario;
  const busy = actions.running === scenario.id || actions.running === "all";
  return (
    <li className="flex flex-col gap-1 border-t border-line px-4 py-2.5">
      <div className="flex items-start gap-2">
        <Words className="min-w-0 flex-1 py-1 font-medium [overflow-wrap:anywhere]">{name}</Words>
        <Button small icon={Play} busy={busy} disabled={actions.running !== null} onClick={() => actions.run(scenario)}>
          {t("flows.scenarios.run")}
        </Button>
        <Menu
          label={t("flows.action.more", { name })}
          entries={[
            { label: t("flows.scenarios.runSpoken"), icon: Phone, onSelect: () => actions.run(scenario, true) },
            { label: t("flows.scenarios.edit"), icon: Pencil, onSelect: onEdit },
            { label: t("flows.action.delete"), icon: Trash2, danger: true, onSelect: onDelete },
          ]}
        />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Verdict run={run} />
        {run && <time className="num text-xs text-ink-3">{when(run.created_at, i18n.language)}</time>}
      </div>
      {run && (
        <Fold title={t("flows.scenarios.results")} open={open} onToggle={setOpen}>
          <ScenarioTries run={run} assertions={scenario.assertions} canvas={canvas} highlight={highlight} />
          {open && <EarlierRuns flowId={scenario.flow_id} scenarioId={scenario.id} />}
        </Fold>
      )}
    </li>
  );
}

/** How it went before: the runs of the draft and of versions that are kept. */
function EarlierRuns({ flowId, scenarioId }: { flowId: string; scenarioId: string }) {
  const { t, i18n } = useTranslation();
  const [, ...earlier] = useScenarioRuns(flowId, scenarioId).data ?? [];
  if (earlier.length === 0) return null;
  return (
    <>
      <h3 className="pt-3 pb-1 text-xs font-medium text-ink-3">{t("flows.scenarios.earlier")}</h3>
      <ul className="flex max-h-48 flex-col gap-1.5 overflow-y-auto">
        {earlier.map((run) => (
          <li key={run.id} className="flex flex-wrap items-center gap-2 text-xs">
            <Verdict run={{ ...run, stale: false }} />
            <span className="text-ink-3">
              {run.version === null ? t("flows.draft") : t("flows.version", { version: run.version })}
            </span>
            <time className="num ml-auto text-ink-3">{when(run.created_at, i18n.language)}</time>
          </li>
        ))}
      </ul>
    </>
  );
}

function Verdict({ run }: { run: ScenarioRun | null }) {
  const { t } = useTranslation();
  if (!run) {
    return (
      <Badge tone="neutral" icon={CircleDashed}>
        {t("flows.scenarios.never")}
      </Badge>
    );
  }
  return (
    <>
      <Badge tone={run.passed ? "success" : "danger"} icon={run.passed ? CircleCheck : CircleX}>
        {t(run.passed ? "flows.scenarios.passed" : "flows.scenarios.failed", { passes: run.passes, runs: run.runs })}
      </Badge>
      {run.stale && (
        <Badge tone="warning" icon={History}>
          {t("flows.scenarios.stale")}
        </Badge>
      )}
    </>
  );
}
