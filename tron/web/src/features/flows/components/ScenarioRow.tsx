import { Pencil, Phone, Play, Square, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Menu } from "@/components/Menu";
import { Words } from "@/components/Words";
import { when } from "@/lib/format";
import type { ScenarioActions } from "../hooks/useScenarioActions";
import type { PanelProps } from "../panel";
import type { Scenario, ScenarioRun } from "../types";
import { RunVerdict } from "./RunVerdict";
import { ScenarioRuns } from "./ScenarioRuns";

type ScenarioRowProps = Pick<PanelProps, "canvas" | "highlight"> & {
  scenario: Scenario;
  actions: ScenarioActions;
  /** It must pass before the flow is published, and who looks at it is no owner: it is run, not changed. */
  locked: boolean;
  onEdit: () => void;
  onDelete: () => void;
};

/** One scenario: the run under way, how its last ones ended, and what can be done with it. */
export function ScenarioRow({ scenario, actions, locked, onEdit, onDelete, ...rest }: ScenarioRowProps) {
  const { t } = useTranslation();
  const { name, last_run, last_spoken_run, current_run } = scenario;
  return (
    <li className="flex flex-col gap-1 border-t border-line px-4 py-2.5">
      <div className="flex items-start gap-2">
        <Words className="min-w-0 flex-1 py-1 font-medium [overflow-wrap:anywhere]">{name}</Words>
        <RunButton scenario={scenario} actions={actions} />
        <Menu
          label={t("flows.action.more", { name })}
          entries={[
            { label: t("flows.scenarios.runSpoken"), icon: Phone, onSelect: () => actions.run(scenario, true) },
            ...(locked
              ? []
              : [
                  { label: t("flows.scenarios.edit"), icon: Pencil, onSelect: onEdit },
                  { label: t("flows.action.delete"), icon: Trash2, danger: true, onSelect: onDelete },
                ]),
          ]}
        />
      </div>
      <div role="status" className="flex flex-wrap items-center gap-2">
        {current_run ? <Told run={current_run} /> : <Told run={last_run} />}
      </div>
      {!current_run && last_spoken_run && (
        <div className="flex flex-wrap items-center gap-2">
          <Told run={last_spoken_run} />
        </div>
      )}
      <ScenarioRuns scenario={scenario} {...rest} />
    </li>
  );
}

/** Runs it; while a run of it is under way, ends that. */
function RunButton({ scenario, actions }: Pick<ScenarioRowProps, "scenario" | "actions">) {
  const { t } = useTranslation();
  const { current_run } = scenario;
  const busy = actions.busy === scenario.id;
  if (current_run) {
    return (
      <Button small icon={Square} busy={busy} disabled={busy} onClick={() => actions.cancel(current_run)}>
        {t("flows.scenarios.cancel")}
      </Button>
    );
  }
  return (
    <Button small icon={Play} busy={busy} disabled={actions.busy !== null} onClick={() => actions.run(scenario)}>
      {t("flows.scenarios.run")}
    </Button>
  );
}

/** A run in a line: its state, whether it was spoken, and when it was asked for. */
function Told({ run }: { run: ScenarioRun | null }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <RunVerdict run={run} />
      {run?.spoken && <span className="text-xs text-ink-3">{t("flows.scenarios.asCalls")}</span>}
      {run && <time className="num text-xs text-ink-3">{when(run.created_at, i18n.language)}</time>}
    </>
  );
}
