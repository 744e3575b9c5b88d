import { FlaskConical } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { KeyValue } from "@/components/form/KeyValue";
import { TextArea, TextInput } from "@/components/form/TextInput";
import { ErrorLine } from "@/components/Notice";
import { Segmented } from "@/components/Segmented";
import { useNodeTest } from "../hooks/useNodeTest";
import type { PanelProps } from "../panel";
import { NodeTestResult } from "./NodeTestResult";
import { PinnedResults } from "./PinnedResults";

type NodeTestProps = Pick<PanelProps, "flowId" | "canvas"> & { nodeId: string };

/** Runs one node by itself, with what it is to know and to hear. Give it the node's id as `key`. */
export function NodeTest({ flowId, canvas, nodeId }: NodeTestProps) {
  const { t } = useTranslation();
  const test = useNodeTest(flowId, canvas, nodeId);
  const { pinned, pin, result, stale, error, busy, run } = test;
  const ways = (["words", "keys"] as const).map((value) => ({ value, label: t(`flows.test.${value}`) }));
  const way = (
    <Segmented
      aria-label={t("flows.test.heardAs")}
      value={pinned.byKeys ? "keys" : "words"}
      onChange={(chosen) => pin({ byKeys: chosen === "keys" })}
      options={ways}
    />
  );
  return (
    <div className="flex flex-col gap-4 px-4 py-3">
      <Field label={t("flows.variables")} hint={t("flows.test.variablesHint")} group optional>
        {(aria) => <KeyValue {...aria} value={pinned.variables} onChange={(variables) => pin({ variables })} />}
      </Field>
      <PinnedResults results={test.others} onUnpin={test.unpin} />
      <Field label={t("flows.test.heard")} hint={t("flows.test.heardHint")} aside={way} optional>
        {(aria) => (
          <TextInput
            {...aria}
            value={pinned.heard}
            onChange={(heard) => pin({ heard })}
            maxLength={2000}
            autoComplete="off"
            inputMode={pinned.byKeys ? "tel" : "text"}
          />
        )}
      </Field>
      <Field label={t("flows.test.turns")} hint={t("flows.test.turnsHint")} optional>
        {(aria) => <TextArea {...aria} value={pinned.turns} onChange={(turns) => pin({ turns })} rows={2} />}
      </Field>
      <Button icon={FlaskConical} busy={busy} disabled={busy} onClick={run}>
        {t("flows.test.run")}
      </Button>
      <p className="text-xs text-ink-3">{t("flows.test.real")}</p>
      {error !== null && <ErrorLine error={error} />}
      {result && (
        <NodeTestResult
          nodeId={nodeId}
          result={result}
          stale={stale}
          canvas={canvas}
          kept={test.kept}
          onKeep={test.keep}
        />
      )}
    </div>
  );
}
