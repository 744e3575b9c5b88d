import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Fold } from "@/components/form/Fold";
import { Words } from "@/components/Words";
import { when } from "@/lib/format";
import type { PanelProps } from "../panel";
import { useScenarioRuns } from "../scenarioApi";
import type { Scenario, ScenarioRun } from "../types";
import { RunVerdict } from "./RunVerdict";
import { ScenarioTries } from "./ScenarioTries";

type ScenarioRunsProps = Pick<PanelProps, "canvas" | "highlight"> & { scenario: Scenario };

/** What came of a scenario: its last run of the draft, its last one in calls, and those before. */
export function ScenarioRuns({ scenario, ...rest }: ScenarioRunsProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { last_run, last_spoken_run } = scenario;
  const shown = [last_run, last_spoken_run].filter((run) => run !== null);
  if (shown.length === 0) return null;
  return (
    <Fold title={t("flows.scenarios.results")} open={open} onToggle={setOpen}>
      {shown.map((run) => (
        <Run key={run.id} run={run} scenario={scenario} {...rest} />
      ))}
      {open && <EarlierRuns scenario={scenario} shown={shown} {...rest} />}
    </Fold>
  );
}

type RunProps = ScenarioRunsProps & { run: ScenarioRun };

function Run({ run, scenario, ...rest }: RunProps) {
  const { t } = useTranslation();
  return (
    <>
      {run.spoken && <h3 className="pt-3 text-xs font-medium text-ink-3">{t("flows.scenarios.asCalls")}</h3>}
      {run.error && <Broken error={run.error} />}
      <ScenarioTries run={run} assertions={scenario.assertions} {...rest} />
    </>
  );
}

/** Why a run came to no end by itself. */
function Broken({ error: { code, message } }: { error: NonNullable<ScenarioRun["error"]> }) {
  const { t } = useTranslation();
  const known = (["lost", "error"] as const).find((one) => one === code);
  const look = "pt-2 text-danger [overflow-wrap:anywhere]";
  return known ? (
    <p className={look}>{t(`flows.scenarios.problem.${known}`)}</p>
  ) : (
    <Words className={look}>{message}</Words>
  );
}

/** How it went before: the runs of the draft and of versions that are kept. */
function EarlierRuns({ scenario, shown, ...rest }: ScenarioRunsProps & { shown: readonly ScenarioRun[] }) {
  const { t } = useTranslation();
  const runs = useScenarioRuns(scenario.flow_id, scenario.id).data ?? [];
  const earlier = runs.filter((run) => run.ended_at !== null && shown.every(({ id }) => id !== run.id));
  if (earlier.length === 0) return null;
  return (
    <>
      <h3 className="pt-3 pb-1 text-xs font-medium text-ink-3">{t("flows.scenarios.earlier")}</h3>
      <ul className="flex max-h-64 flex-col gap-1.5 overflow-y-auto text-xs">
        {earlier.map((run) => (
          <EarlierRun key={run.id} run={run} scenario={scenario} {...rest} />
        ))}
      </ul>
    </>
  );
}

function EarlierRun({ run, ...rest }: RunProps) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  const walked = run.version === null ? t("flows.draft") : t("flows.version", { version: run.version });
  const meta = (
    <>
      <span className="text-ink-3">{run.spoken ? `${walked} · ${t("flows.scenarios.asCalls")}` : walked}</span>
      <time className="num ml-auto text-ink-3">{when(run.created_at, i18n.language)}</time>
    </>
  );
  return (
    <li>
      <Fold title={<RunVerdict run={{ ...run, stale: false }} />} meta={meta} open={open} onToggle={setOpen}>
        {open && <Run run={run} {...rest} />}
      </Fold>
    </li>
  );
}
