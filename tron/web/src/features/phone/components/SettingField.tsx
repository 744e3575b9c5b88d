import { useTranslation } from "react-i18next";
import { type ControlAria, Field } from "@/components/form/Field";
import { KeyValue } from "@/components/form/KeyValue";
import { NumberInput } from "@/components/form/NumberInput";
import { SecretInput } from "@/components/form/SecretInput";
import { Select } from "@/components/form/Select";
import { SwitchField } from "@/components/form/Switch";
import { TextInput } from "@/components/form/TextInput";
import { Words } from "@/components/Words";
import type { FormField } from "../api";
import { useFieldWords } from "../hooks/useWords";
import { isOptional, MASK } from "../trunkForm";
import { OrderedList } from "./OrderedList";

type SettingFieldProps = {
  /** Where the words of the form's settings stand. */
  words: Parameters<typeof useFieldWords>[0];
  field: FormField;
  value: unknown;
  /** The server keeps a secret under this name. */
  kept: boolean;
  error: string | undefined;
  onChange: (value: unknown) => void;
};

/** One setting of a line's trunk, by the kind that the server says it has. */
export function SettingField(props: SettingFieldProps) {
  const { words, field, value, error, onChange } = props;
  const { title, help, data } = useFieldWords(words)(field);
  const label = data ? <Words>{title}</Words> : title;
  const hint = help && (data ? <Words>{help}</Words> : help);
  if (field.kind === "boolean") {
    return <SwitchField label={label} hint={hint} value={value === true} onChange={onChange} />;
  }
  const group = field.kind === "list" || isPairs(value);
  return (
    <Field label={label} hint={hint} error={error} group={group} optional={isOptional(field)}>
      {(aria) => <Control {...props} aria={aria} title={title} />}
    </Field>
  );
}

type ControlOf = SettingFieldProps & { aria: ControlAria; title: string };

function Control({ field, value, kept, onChange, aria, title }: ControlOf) {
  const { t } = useTranslation();
  const text = typeof value === "string" ? value : "";
  // What is optional and empty is nothing, where the server's own default is nothing.
  const write = (written: string) => onChange(written === "" && field.default === null ? null : written);
  if (isPairs(value)) return <Pairs aria={aria} value={value} onChange={onChange} />;
  switch (field.kind) {
    case "secret":
      return (
        <SecretInput
          {...aria}
          value={text}
          mask={kept ? MASK : null}
          onChange={onChange}
          onRemove={field.required ? undefined : () => onChange(null)}
          removed={value === null}
        />
      );
    case "integer":
    case "number":
      return (
        <NumberInput
          {...aria}
          decimal={field.kind === "number"}
          value={typeof value === "number" ? value : Number.NaN}
          onChange={(figure) => onChange(Number.isNaN(figure) ? null : figure)}
        />
      );
    case "choice": {
      const none = field.required || field.default !== null ? [] : [{ value: "", label: t("phone.none") }];
      const choices = field.choices.map((choice) => ({ value: choice, label: choice, data: true }));
      return <Select {...aria} value={text} options={[...none, ...choices]} onChange={write} />;
    }
    case "list":
      return <OrderedList {...aria} label={title} choices={field.choices} value={listOf(value)} onChange={onChange} />;
    default:
      return <TextInput {...aria} value={text} onChange={write} />;
  }
}

type PairsProps = {
  aria: ControlAria;
  value: Readonly<Record<string, unknown>>;
  onChange: (value: unknown) => void;
};

/** Named values, as headers are. A row without a name is kept until it has one. */
function Pairs({ aria, value, onChange }: PairsProps) {
  const pairs = Object.entries(value).map(([key, text]) => ({ key, value: String(text) }));
  return (
    <KeyValue
      {...aria}
      value={pairs}
      onChange={(next) => onChange(Object.fromEntries(next.map(({ key, value: text }) => [key, text])))}
    />
  );
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function isPairs(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
