import { Save } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { KeyValue } from "@/components/form/KeyValue";
import { NumberInput } from "@/components/form/NumberInput";
import { Select } from "@/components/form/Select";
import { TextInput } from "@/components/form/TextInput";
import { Modal } from "@/components/Modal";
import { ErrorLine } from "@/components/Notice";
import { Words } from "@/components/Words";
import { ApiError } from "@/lib/errors";
import { useNodeNames } from "../hooks/useNodeTypes";
import { isQuiet } from "../quiet";
import { BLANK, formOf, isWhole, type ScenarioForm } from "../scenario";
import { useAgents } from "../testCallApi";
import type { FlowCanvas, Scenario } from "../types";
import { AssertionFields } from "./AssertionFields";
import { CallerFields } from "./CallerFields";

type ScenarioDialogProps = {
  /** Null for a new one. */
  scenario: Scenario | null;
  /** What a new one begins with. */
  start?: ScenarioForm;
  canvas: FlowCanvas;
  onSave: (form: ScenarioForm) => Promise<void>;
  onClose: () => void;
};

/** Who calls, what they say, and what must come of it. */
export function ScenarioDialog({ scenario, start = BLANK, canvas, onSave, onClose }: ScenarioDialogProps) {
  const { t } = useTranslation();
  const [form, setForm] = useState<ScenarioForm>(() => (scenario ? formOf(scenario) : start));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const change = (part: Partial<ScenarioForm>) => setForm((before) => ({ ...before, ...part }));
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await onSave(form);
      onClose();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  const actions = (
    <>
      <Button onClick={onClose}>{t("action.cancel")}</Button>
      <Button look="primary" icon={Save} busy={busy} disabled={busy || !isWhole(form)} onClick={() => void save()}>
        {t("flows.scenarios.save")}
      </Button>
    </>
  );
  return (
    <Modal
      open
      wide
      title={scenario ? <Words>{scenario.name}</Words> : t("flows.scenarios.new")}
      onClose={onClose}
      actions={actions}
    >
      <div className="flex flex-col gap-4">
        <Field label={t("flows.name")}>
          {(aria) => (
            <TextInput
              {...aria}
              value={form.name}
              onChange={(name) => change({ name })}
              maxLength={100}
              autoComplete="off"
            />
          )}
        </Field>
        <CallerFields form={form} onChange={change} />
        <Speaking form={form} canvas={canvas} onChange={change} />
        <AssertionFields rows={form.rows} canvas={canvas} onChange={(rows) => change({ rows })} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("flows.scenarios.tries")} hint={t("flows.scenarios.triesHint")}>
            {(aria) => <NumberInput {...aria} value={form.tries} onChange={(tries) => change({ tries })} />}
          </Field>
          <Field label={t("flows.scenarios.mustPass")}>
            {(aria) => <NumberInput {...aria} value={form.mustPass} onChange={(mustPass) => change({ mustPass })} />}
          </Field>
        </div>
        {!isWhole(form) && <p className="text-xs text-ink-3">{t("flows.scenarios.incomplete")}</p>}
      </div>
      {error !== null && <Problems error={error} />}
    </Modal>
  );
}

type PartProps = { form: ScenarioForm; onChange: (part: Partial<ScenarioForm>) => void };

function Speaking({ form, canvas, onChange }: PartProps & { canvas: FlowCanvas }) {
  const { t } = useTranslation();
  const agents = useAgents().data?.items ?? [];
  const { ofNode } = useNodeNames();
  const nodes = canvas.nodes.flatMap((node) => {
    const { text, data } = ofNode(node);
    return isQuiet(node.type) ? [] : [{ value: node.id, label: text, data }];
  });
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("flows.simulator.agent")} hint={t("flows.simulator.agentHint")}>
          {(aria) => (
            <Select
              {...aria}
              value={form.agentId}
              onChange={(agentId) => onChange({ agentId })}
              options={[
                { value: "", label: t("flows.scenarios.anyAgent") },
                ...agents.map(({ id, name }) => ({ value: id, label: name, data: true })),
              ]}
            />
          )}
        </Field>
        <Field label={t("flows.simulator.from")}>
          {(aria) => (
            <Select
              {...aria}
              value={form.node}
              onChange={(node) => onChange({ node })}
              options={[{ value: "", label: t("flows.simulator.fromStart") }, ...nodes]}
            />
          )}
        </Field>
      </div>
      <Field label={t("flows.variables")} hint={t("flows.simulator.variablesHint")} group optional>
        {(aria) => <KeyValue {...aria} value={form.variables} onChange={(variables) => onChange({ variables })} />}
      </Field>
    </>
  );
}

/** What the server says of it, each field's trouble in a line. */
function Problems({ error }: { error: unknown }) {
  const fields = error instanceof ApiError ? error.fields : [];
  return (
    <>
      <ErrorLine error={error} />
      <ul className="mt-1 list-disc pl-10 text-danger">
        {fields.map(({ path, message }) => (
          <li key={path}>
            <Words>{`${path}: ${message}`}</Words>
          </li>
        ))}
      </ul>
    </>
  );
}
