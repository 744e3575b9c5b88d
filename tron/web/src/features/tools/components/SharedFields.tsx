import { useTranslation } from "react-i18next";
import { Field } from "@/components/form/Field";
import { KeyValue } from "@/components/form/KeyValue";
import { NumberInput } from "@/components/form/NumberInput";
import { SwitchField } from "@/components/form/Switch";
import type { ServerForm, ToolForm } from "../forms";

/** What tools and servers alike are asked. */
type Shared = Pick<ToolForm & ServerForm, "timeout_seconds" | "headers" | "enabled">;

type FieldProps = { form: Shared; error?: string | undefined; onChange: (part: Partial<Shared>) => void };

/** How long one answer may take. */
export function TimeoutField({ form, error, onChange }: FieldProps) {
  const { t } = useTranslation();
  return (
    <Field label={t("tools.field.timeout")} hint={t("tools.hint.timeout")} error={error}>
      {(aria) => (
        <NumberInput
          {...aria}
          decimal
          unit={t("tools.seconds")}
          value={form.timeout_seconds}
          onChange={(timeout_seconds) => onChange({ timeout_seconds })}
        />
      )}
    </Field>
  );
}

/** What goes with every request, and whether agents may use it at all. */
export function HeadersAndSwitch({ form, error, onChange }: FieldProps) {
  const { t } = useTranslation();
  return (
    <>
      <Field
        group
        optional
        label={t("tools.field.headers")}
        hint={t("tools.hint.headers", { example: "{{secret:SHOP_KEY}}" })}
        error={error}
      >
        {(aria) => <KeyValue {...aria} value={form.headers} onChange={(headers) => onChange({ headers })} />}
      </Field>
      <SwitchField
        label={t("tools.field.enabled")}
        hint={t("tools.hint.enabled")}
        value={form.enabled}
        onChange={(enabled) => onChange({ enabled })}
      />
    </>
  );
}
