import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "@/components/form/Field";
import { Fold } from "@/components/form/Fold";
import { KeyValue } from "@/components/form/KeyValue";
import { Select } from "@/components/form/Select";
import { useNodeNames } from "../hooks/useNodeTypes";
import type { SimulatorSetup as Setup } from "../hooks/useSimulatorSetup";
import { isQuiet } from "../quiet";
import type { FlowCanvas } from "../types";

type SimulatorSetupProps = { setup: Setup; canvas: FlowCanvas /** A talk has begun. */; folded: boolean };

/** What is walked, from which node, by whom, with which variables. */
export function SimulatorSetup({ setup, canvas, folded }: SimulatorSetupProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(true);
  useEffect(() => {
    if (folded) setOpen(false);
  }, [folded]);
  const { ofNode } = useNodeNames();
  const nodes = canvas.nodes
    .filter(({ type }) => !isQuiet(type))
    .map((node) => {
      const { text, data } = ofNode(node);
      return { value: node.id, label: text, data };
    });
  const whats = [
    { value: "draft", label: t("flows.draft") },
    ...setup.versions.map(({ version }) => ({ value: String(version), label: t("flows.version", { version }) })),
  ];
  return (
    <div className="px-4 py-2">
      <Fold title={t("flows.simulator.setup")} open={open} onToggle={setOpen}>
        <div className="grid gap-3 pt-2">
          <div className="grid grid-cols-2 gap-3">
            <Field label={t("flows.simulator.what")}>
              {(aria) => <Select {...aria} value={setup.what} onChange={setup.setWhat} options={whats} />}
            </Field>
            <Field label={t("flows.simulator.from")}>
              {(aria) => (
                <Select
                  {...aria}
                  value={setup.node}
                  onChange={setup.setNode}
                  options={[{ value: "", label: t("flows.simulator.fromStart") }, ...nodes]}
                />
              )}
            </Field>
          </div>
          <Field label={t("flows.simulator.agent")} hint={t("flows.simulator.agentHint")}>
            {(aria) => (
              <Select
                {...aria}
                value={setup.agent}
                onChange={setup.setAgentId}
                placeholder={t("flows.simulator.noAgent")}
                options={setup.agents.map(({ id, name }) => ({ value: id, label: name, data: true }))}
              />
            )}
          </Field>
          <Field label={t("flows.variables")} hint={t("flows.simulator.variablesHint")} group optional>
            {(aria) => <KeyValue {...aria} value={setup.variables} onChange={setup.setVariables} />}
          </Field>
        </div>
      </Fold>
    </div>
  );
}
