import { Ban, CircleCheck, CircleDashed, CircleX, History, Hourglass, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import type { ScenarioRun } from "../types";

/** How a run ended, or how far it is; null for a scenario that was never run. */
export function RunVerdict({ run }: { run: ScenarioRun | null }) {
  const { t } = useTranslation();
  return (
    <>
      <State run={run} />
      {run?.stale && (
        <Badge tone="warning" icon={History}>
          {t("flows.scenarios.stale")}
        </Badge>
      )}
    </>
  );
}

function State({ run }: { run: ScenarioRun | null }) {
  const { t } = useTranslation();
  switch (run?.state) {
    case undefined:
      return (
        <Badge tone="neutral" icon={CircleDashed}>
          {t("flows.scenarios.never")}
        </Badge>
      );
    case "queued":
      return (
        <Badge tone="neutral" icon={Hourglass}>
          {t("flows.scenarios.queued")}
        </Badge>
      );
    case "running":
      return (
        <Badge tone="live" pulse>
          {t("flows.scenarios.running", { done: run?.done, runs: run?.runs })}
        </Badge>
      );
    case "cancelled":
      return (
        <Badge tone="neutral" icon={Ban}>
          {t("flows.scenarios.cancelled")}
        </Badge>
      );
    case "error":
      return (
        <Badge tone="danger" icon={TriangleAlert}>
          {t("flows.scenarios.broken")}
        </Badge>
      );
    default:
      return (
        <Badge tone={run?.passed ? "success" : "danger"} icon={run?.passed ? CircleCheck : CircleX}>
          {t(run?.passed ? "flows.scenarios.passed" : "flows.scenarios.failed", {
            passes: run?.passes,
            runs: run?.runs,
          })}
        </Badge>
      );
  }
}
