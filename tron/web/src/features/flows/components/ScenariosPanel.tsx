import { ListChecks, Play, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { EmptyState } from "@/components/EmptyState";
import { SwitchField } from "@/components/form/Switch";
import { ErrorLine } from "@/components/Notice";
import { ListBody } from "@/components/table/ListBody";
import { useFlow } from "../api";
import { useScenarioActions } from "../hooks/useScenarioActions";
import type { DraftProps, PanelProps } from "../panel";
import { useScenarios } from "../scenarioApi";
import type { Scenario } from "../types";
import { ScenarioDialog } from "./ScenarioDialog";
import { ScenarioRow } from "./ScenarioRow";

/** Conversations that the flow must hold: written once, run over the draft as often as it changes. */
export function ScenariosPanel({ flowId, canvas, highlight, ...draft }: PanelProps & DraftProps) {
  const { t } = useTranslation();
  const { data, error, isValidating, mutate } = useScenarios(flowId);
  const scenarios = data?.items;
  const flow = useFlow(flowId).data;
  const decides = data?.may_decide !== false;
  const locked = flow?.require_scenarios === true && !decides;
  const actions = useScenarioActions(flowId, draft);
  const { busy } = actions;
  // Undefined: no dialog; null: a new one.
  const [edited, setEdited] = useState<Scenario | null | undefined>(undefined);
  const [doomed, setDoomed] = useState<Scenario | null>(null);
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <div className="flex flex-wrap gap-2 px-4 py-3">
        <Button small icon={Plus} onClick={() => setEdited(null)}>
          {t("flows.scenarios.new")}
        </Button>
        {scenarios && scenarios.length > 0 && (
          <Button small icon={Play} busy={busy === "all"} disabled={busy !== null} onClick={actions.runAll}>
            {t("flows.scenarios.runAll")}
          </Button>
        )}
      </div>
      {actions.error !== null && (
        <div className="px-4 pb-3">
          <ErrorLine error={actions.error} />
        </div>
      )}
      <ListBody
        rows={scenarios}
        loading={{ error, busy: isValidating, retry: () => void mutate() }}
        errorTitle={t("flows.scenarios.loadError")}
        empty={
          <EmptyState icon={ListChecks} title={t("flows.scenarios.empty")}>
            <p>{t("flows.scenarios.emptyBody")}</p>
          </EmptyState>
        }
        skeleton={{ rows: 4, rowClass: "h-14" }}
      >
        {(rows) => (
          <ul aria-label={t("flows.scenarios.title")}>
            {rows.map((scenario) => (
              <ScenarioRow
                key={scenario.id}
                scenario={scenario}
                canvas={canvas}
                highlight={highlight}
                actions={actions}
                locked={locked}
                onEdit={() => setEdited(scenario)}
                onDelete={() => setDoomed(scenario)}
              />
            ))}
          </ul>
        )}
      </ListBody>
      {flow && (
        <div className="mt-auto border-t border-line px-4 py-3">
          <SwitchField
            label={t("flows.scenarios.require")}
            hint={t(decides ? "flows.scenarios.requireHint" : "flows.scenarios.ownersOnly")}
            value={flow.require_scenarios}
            disabled={!decides}
            onChange={(required) => void actions.require(flow, required)}
          />
        </div>
      )}
      {edited !== undefined && (
        <ScenarioDialog
          scenario={edited}
          canvas={canvas}
          onSave={(form) => actions.save(form, edited)}
          onClose={() => setEdited(undefined)}
        />
      )}
      <ConfirmDialog
        open={doomed !== null}
        title={t("flows.scenarios.deleteTitle", { name: doomed?.name ?? "" })}
        verb={t("flows.action.delete")}
        icon={Trash2}
        danger
        onConfirm={() => (doomed ? actions.remove(doomed) : undefined)}
        onClose={() => setDoomed(null)}
      >
        <p>{t("flows.scenarios.deleteBody")}</p>
      </ConfirmDialog>
    </div>
  );
}
