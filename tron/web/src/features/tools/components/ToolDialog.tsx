import { useTranslation } from "react-i18next";
import { Field } from "@/components/form/Field";
import { Pair } from "@/components/form/Section";
import { Select } from "@/components/form/Select";
import { TextArea, TextInput } from "@/components/form/TextInput";
import { Words } from "@/components/Words";
import type { Problems } from "@/hooks/useSaving";
import { saveTool, type Tool, type ToolIn } from "../api";
import { METHODS, parametersOf, type ToolForm, toolFaults, toolForm, toolOf } from "../forms";
import { type Kind, useEditing } from "../hooks/useEditing";
import { EditDialog } from "./EditDialog";
import { ParametersField } from "./ParametersField";
import { HeadersAndSwitch, TimeoutField } from "./SharedFields";
import { TryTool } from "./TryTool";

const FIELDS = ["name", "description", "method", "url", "parameters", "headers", "timeout_seconds"] as const;

const TOOL: Kind<Tool, ToolForm, ToolIn, (typeof FIELDS)[number]> = {
  fields: FIELDS,
  formOf: toolForm,
  formOfBody: (tool, body) => toolForm({ ...tool, ...body }),
  bodyOf: toolOf,
  faultsOf: toolFaults,
  store: saveTool,
};

/** Writes or changes one HTTP tool, and tries it before it is saved. */
export function ToolDialog({ stored, onClose }: { stored: Tool | null; onClose: () => void }) {
  const { t } = useTranslation();
  const editing = useEditing(stored, TOOL, onClose);
  const { form, change, body, problems, saving } = editing;
  return (
    <EditDialog
      title={stored ? <Words>{stored.name}</Words> : t("tools.http.new")}
      editing={editing}
      label={(name) => t(`tools.field.${name === "timeout_seconds" ? "timeout" : name}`)}
      onClose={onClose}
    >
      <ToolFields form={form} problems={problems} onChange={change} />
      <TryTool body={body} schema={parametersOf(form)} saving={saving} />
    </EditDialog>
  );
}

type ToolFieldsProps = {
  form: ToolForm;
  problems: Problems<(typeof FIELDS)[number]>;
  onChange: (part: Partial<ToolForm>) => void;
};

function ToolFields({ form, problems, onChange }: ToolFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Pair>
        <Field label={t("tools.field.name")} hint={t("tools.hint.name")} error={problems.name}>
          {(aria) => <TextInput {...aria} value={form.name} maxLength={60} onChange={(name) => onChange({ name })} />}
        </Field>
        <TimeoutField form={form} error={problems.timeout_seconds} onChange={onChange} />
      </Pair>
      <Field label={t("tools.field.description")} hint={t("tools.hint.description")} error={problems.description}>
        {(aria) => (
          <TextArea {...aria} rows={2} value={form.description} onChange={(description) => onChange({ description })} />
        )}
      </Field>
      <div className="grid items-start gap-4 sm:grid-cols-[8rem_minmax(0,1fr)]">
        <Field label={t("tools.field.method")} error={problems.method}>
          {(aria) => (
            <Select
              {...aria}
              value={form.method}
              options={METHODS.map((method) => ({ value: method, label: method, data: true }))}
              onChange={(method) => onChange({ method })}
            />
          )}
        </Field>
        <Field
          label={t("tools.field.url")}
          hint={t("tools.hint.url", { example: "https://shop.example/orders/{order_id}" })}
          error={problems.url}
        >
          {(aria) => <TextInput {...aria} type="url" value={form.url} onChange={(url) => onChange({ url })} />}
        </Field>
      </div>
      <ParametersField form={form} error={problems.parameters} onChange={onChange} />
      <HeadersAndSwitch form={form} error={problems.headers} onChange={onChange} />
    </>
  );
}
