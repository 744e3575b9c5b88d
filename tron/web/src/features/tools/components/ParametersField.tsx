import { Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { LINE } from "@/components/form/look";
import { Select } from "@/components/form/Select";
import { Checkbox } from "@/components/form/Switch";
import { TextArea } from "@/components/form/TextInput";
import { Segmented } from "@/components/Segmented";
import { parametersFault, type ToolForm } from "../forms";
import { KINDS, type Parameter, readObject, rowsOf, schemaOf } from "../parameters";

type ParametersFieldProps = {
  form: ToolForm;
  error: string | undefined;
  onChange: (part: Partial<ToolForm>) => void;
};

/** What the model fills in: a row each, or the JSON schema itself. */
export function ParametersField({ form, error, onChange }: ParametersFieldProps) {
  const { t } = useTranslation();
  const schema = form.asJson ? readObject(form.json) : null;
  const rows = schema ? rowsOf(schema) : null;
  const hint = form.asJson && schema && !rows ? t("tools.parameter.onlyJson") : undefined;
  const problem = form.asJson && !schema ? t("tools.parameter.badJson") : error;
  const asRows = () => rows && onChange({ asJson: false, rows });
  const asJson = () => {
    // A schema has no place for a faulty row: it would be gone.
    if (parametersFault(form.rows)) return;
    onChange({ asJson: true, json: JSON.stringify(schemaOf(form.rows), null, 2) });
  };
  const ways = (
    <Segmented
      aria-label={t("tools.field.parameters")}
      value={form.asJson ? "json" : "rows"}
      options={[
        { value: "rows", label: t("tools.parameter.rows") },
        { value: "json", label: t("tools.parameter.json") },
      ]}
      onChange={(way) => (way === "json" ? asJson() : asRows())}
    />
  );
  return (
    <Field group label={t("tools.field.parameters")} aside={ways} hint={hint} error={problem}>
      {(aria) =>
        form.asJson ? (
          <TextArea
            {...aria}
            mono
            rows={8}
            spellCheck={false}
            value={form.json}
            onChange={(json) => onChange({ json })}
          />
        ) : (
          <Rows rows={form.rows} onChange={(changed) => onChange({ rows: changed })} />
        )
      }
    </Field>
  );
}

function Rows({ rows, onChange }: { rows: readonly Parameter[]; onChange: (rows: Parameter[]) => void }) {
  const { t } = useTranslation();
  const change = (at: number, part: Partial<Parameter>) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  const add = () => onChange([...rows, { name: "", kind: "string", about: "", needed: true }]);
  return (
    <div className="grid min-w-0 justify-items-start gap-2">
      {rows.map((row, index) => (
        <ParameterRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; names may repeat while they are written
          key={index}
          n={index + 1}
          row={row}
          onChange={(part) => change(index, part)}
          onRemove={() => onChange(rows.filter((_, other) => other !== index))}
        />
      ))}
      <Button small icon={Plus} look="quiet" onClick={add}>
        {t("tools.parameter.add")}
      </Button>
    </div>
  );
}

type ParameterRowProps = {
  n: number;
  row: Parameter;
  onChange: (part: Partial<Parameter>) => void;
  onRemove: () => void;
};

function ParameterRow({ n, row, onChange, onRemove }: ParameterRowProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="flex w-full min-w-0 flex-wrap items-center gap-2">
      <input
        className={`${LINE} flex-1 basis-32`}
        aria-label={t("tools.parameter.name", { n })}
        placeholder={t("tools.field.name")}
        translate="no"
        value={row.name}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <div className="flex-1 basis-28">
        <Select
          aria-label={t("tools.parameter.kind", { n })}
          value={row.kind}
          options={KINDS.map((kind) => ({ value: kind, label: t(`tools.parameter.kinds.${kind}`) }))}
          onChange={(kind) => onChange({ kind })}
        />
      </div>
      <input
        className={`${LINE} flex-2 basis-44`}
        aria-label={t("tools.parameter.about", { n })}
        placeholder={t("tools.parameter.aboutShort")}
        value={row.about}
        onChange={(event) => onChange({ about: event.target.value })}
      />
      <Checkbox label={t("tools.parameter.needed")} value={row.needed} onChange={(needed) => onChange({ needed })} />
      <IconButton icon={X} label={t("tools.parameter.remove", { n })} onClick={onRemove} />
    </fieldset>
  );
}
