import { useTranslation } from "react-i18next";
import { Field } from "@/components/form/Field";
import { SwitchField } from "@/components/form/Switch";
import { useFindingWords } from "../hooks/useFindingWords";
import { useSpecWords } from "../hooks/useSpecWords";
import { problemOf } from "../model/check";
import type { FormSpec } from "../model/schema";
import type { Data, Finding, FlowNode } from "../model/types";
import { RowsField } from "./RowsField";
import { SpokenLanguage } from "./SpokenRow";
import { ValueControl } from "./ValueControl";

type FieldContext = { node: FlowNode; findings: readonly Finding[] };

type FieldListProps = FieldContext & {
  fields: readonly FormSpec[];
  values: Data;
  /** What the type has where nothing is written. */
  defaults?: Data;
  /** Before the fields' names: "intents.0.". */
  path: string;
  /** `inside`: the path of the field that changed. */
  onChange: (values: Data, inside: string) => void;
};

/** The fields of a node or of one row of it; numbers and short choices stand side by side. */
export function FieldList({ fields, values, defaults = {}, path, onChange, ...context }: FieldListProps) {
  return (
    <div className="grid grid-cols-2 items-start gap-x-3 gap-y-4">
      {fields.map((field) => (
        <div
          key={field.name}
          data-field={`${path}${field.name}`}
          className={`min-w-0 ${isShort(field) ? "" : "col-span-2"}`}
        >
          <SpecField
            {...context}
            field={field}
            path={`${path}${field.name}`}
            value={field.name in values ? values[field.name] : (defaults[field.name] ?? field.initial)}
            onChange={(value, inside) => onChange({ ...values, [field.name]: value }, inside ?? `${path}${field.name}`)}
          />
        </div>
      ))}
    </div>
  );
}

function isShort({ kind, choices }: FormSpec): boolean {
  return kind === "number" || (kind === "select" && choices.every(({ label }) => label.length < 18));
}

type SpecFieldProps = FieldContext & {
  field: FormSpec;
  path: string;
  value: unknown;
  onChange: (value: unknown, inside?: string) => void;
};

/** One field of the inspector: label, control, and what is wrong with it or how it is meant. */
function SpecField({ field, path, value, onChange, node, findings }: SpecFieldProps) {
  const say = useSpecWords();
  const error = useFieldError(field, path, value, node.id, findings);
  const text = { label: say(field.title), ...(field.help ? { hint: say(field.help) } : {}) };
  if (field.kind === "switch") return <SwitchField {...text} value={value === true} onChange={onChange} />;
  if (field.kind === "rows") {
    return (
      <RowsField {...text} error={error} field={field} value={value} path={path} onChange={onChange}>
        {(row, inner) => <FieldList {...inner} values={row} node={node} findings={findings} />}
      </RowsField>
    );
  }
  return (
    <Field
      {...text}
      error={error}
      group={field.kind === "pairs"}
      optional={field.nullable}
      {...(field.spoken ? { aside: <SpokenLanguage text={typeof value === "string" ? value : ""} /> } : {})}
    >
      {(aria) => <ValueControl {...aria} field={field} value={value} node={node} onChange={onChange} />}
    </Field>
  );
}

/** What the field's own limits say; where they are kept, what the server found at this path. */
function useFieldError(
  field: FormSpec,
  path: string,
  value: unknown,
  node: string,
  findings: readonly Finding[],
): string | undefined {
  const { t } = useTranslation();
  const tell = useFindingWords();
  const problem = problemOf(field, value);
  if (problem?.code === "between") return t("canvas.form.problem.between", problem.values);
  if (problem && "values" in problem) return t(`canvas.form.problem.${problem.code}`, problem.values);
  if (problem) return t(`canvas.form.problem.${problem.code}`);
  const found = findings.find((one) => one.node_id === node && one.severity === "error" && one.field === path);
  const told = found && tell(found);
  return told?.fix || told?.message;
}
