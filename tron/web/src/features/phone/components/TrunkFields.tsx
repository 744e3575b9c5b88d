import { useTranslation } from "react-i18next";
import { Field } from "@/components/form/Field";
import { NumberInput } from "@/components/form/NumberInput";
import { Pair } from "@/components/form/Section";
import { Select } from "@/components/form/Select";
import { SwitchField } from "@/components/form/Switch";
import { TextInput } from "@/components/form/TextInput";
import type { Trunk } from "../api";
import type { TrunkForm } from "../trunkForm";
import { OrderedList } from "./OrderedList";

type TrunkFieldsProps = {
  form: TrunkForm;
  problems: Readonly<Record<string, string | undefined>>;
  onChange: (part: Partial<TrunkForm>) => void;
};

/** What every trunk has, whatever its line: its name and whether it is in use. */
export function TrunkBasics({ form, problems, onChange }: TrunkFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Field label={t("phone.field.name")} hint={t("phone.hint.name")} error={problems["name"]}>
        {(aria) => <TextInput {...aria} maxLength={60} value={form.name} onChange={(name) => onChange({ name })} />}
      </Field>
      <Pair>
        <SwitchField
          label={t("phone.field.enabled")}
          hint={t("phone.hint.enabled")}
          value={form.enabled}
          onChange={(enabled) => onChange({ enabled })}
        />
        <SwitchField
          label={t("phone.field.is_default")}
          hint={t("phone.hint.is_default")}
          value={form.is_default}
          onChange={(is_default) => onChange({ is_default })}
        />
      </Pair>
    </>
  );
}

/** The numbers it shows, how much it carries, and what is tried when it cannot connect. */
export function TrunkLimits({ form, problems, others, onChange }: TrunkFieldsProps & { others: readonly Trunk[] }) {
  const { t } = useTranslation();
  const fallbacks = [
    { value: "", label: t("phone.none") },
    ...others.map(({ id, name }) => ({ value: id, label: name, data: true })),
  ];
  return (
    <>
      <Field
        group
        optional
        label={t("phone.field.caller_ids")}
        hint={t("phone.hint.caller_ids")}
        error={problems["caller_ids"]}
      >
        {(aria) => (
          <OrderedList
            {...aria}
            label={t("phone.field.caller_ids")}
            value={form.caller_ids}
            onChange={(caller_ids) => onChange({ caller_ids: [...caller_ids] })}
          />
        )}
      </Field>
      <Pair>
        <Field label={t("phone.field.max_calls")} hint={t("phone.hint.max_calls")} error={problems["max_calls"]}>
          {(aria) => <NumberInput {...aria} value={form.max_calls} onChange={(max_calls) => onChange({ max_calls })} />}
        </Field>
        <Field
          label={t("phone.field.calls_per_second")}
          hint={t("phone.hint.calls_per_second")}
          error={problems["calls_per_second"]}
        >
          {(aria) => (
            <NumberInput
              {...aria}
              decimal
              value={form.calls_per_second}
              onChange={(calls_per_second) => onChange({ calls_per_second })}
            />
          )}
        </Field>
      </Pair>
      <Field label={t("phone.field.fallback_id")} hint={t("phone.hint.fallback_id")} error={problems["fallback_id"]}>
        {(aria) => (
          <Select
            {...aria}
            value={form.fallback_id}
            options={fallbacks}
            onChange={(fallback_id) => onChange({ fallback_id })}
          />
        )}
      </Field>
    </>
  );
}
