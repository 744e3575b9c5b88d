import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { TextArea } from "@/components/form/TextInput";
import { useLines } from "../hooks/useLines";

type TextListFieldProps = {
  path: string;
  label: string;
  hint?: ReactNode;
  value: readonly string[];
  onChange: (value: string[]) => void;
  max: number;
};

/** Several texts that are said in turn; one at least. */
export function TextListField({ path, label, hint, value, onChange, max }: TextListFieldProps) {
  const { t } = useTranslation();
  const { errorAt, touch } = useLines();
  const counts = value.length === 0 || value.length > max ? errorAt(path) : undefined;
  return (
    <Field label={label} hint={hint} error={counts} group>
      {(aria) => (
        <fieldset aria-labelledby={aria["aria-labelledby"]} className="flex min-w-0 flex-col items-start gap-2">
          {value.map((text, index) => (
            <Variant
              // biome-ignore lint/suspicious/noArrayIndexKey: a text is its place
              key={index}
              name={t("lines.variant", { n: index + 1 })}
              removal={value.length > 1 ? t("lines.removeVariant", { n: index + 1 }) : null}
              text={text}
              error={errorAt(`${path}.${index}`)}
              onChange={(written) => onChange(value.map((other, at) => (at === index ? written : other)))}
              onBlur={() => touch(`${path}.${index}`)}
              onRemove={() => onChange(value.filter((_, at) => at !== index))}
            />
          ))}
          {value.length < max && (
            <Button small icon={Plus} look="quiet" onClick={() => onChange([...value, ""])}>
              {t("lines.addVariant")}
            </Button>
          )}
        </fieldset>
      )}
    </Field>
  );
}

type VariantProps = {
  name: string;
  /** What the button that takes it away is called; null: the last one stays. */
  removal: string | null;
  text: string;
  error: string | undefined;
  onChange: (text: string) => void;
  onBlur: () => void;
  onRemove: () => void;
};

function Variant({ name, removal, text, error, onChange, onBlur, onRemove }: VariantProps) {
  return (
    <div className="flex w-full gap-1">
      <div className="min-w-0 flex-1">
        <Field label={name} error={error} bare>
          {(aria) => <TextArea {...aria} value={text} onChange={onChange} onBlur={onBlur} rows={2} />}
        </Field>
      </div>
      {removal && <IconButton icon={X} label={removal} onClick={onRemove} />}
    </div>
  );
}
