import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { FormField } from "@/components/form/FormField";
import { Pair } from "@/components/form/Section";
import { type Option, Select } from "@/components/form/Select";
import { TextArea } from "@/components/form/TextInput";
import { useTrunks } from "../api";
import { BACKGROUNDS, VOICEMAIL } from "../fields";
import type { FormView } from "../hooks/useAgentForm";

/** How the agent's calls reach a phone, and what it does when a machine answers there. */
export function PhoneFields({ editor }: { editor: FormView }) {
  const { t } = useTranslation();
  const { form, values } = editor;
  const trunks = useTrunks().data?.items ?? [];
  const ways: Option[] = [
    { value: "", label: t("builder.defaultLine") },
    ...trunks.map(({ id, name }) => ({ value: id, label: name, data: true })),
  ];
  return (
    <>
      <Pair>
        <FormField
          control={form.control}
          name="trunk_id"
          label={t("builder.field.trunk_id")}
          hint={t("builder.hint.trunk_id")}
        >
          {(field) => <Select {...field} options={ways} />}
        </FormField>
        <FormField
          control={form.control}
          name="voicemail_action"
          label={t("builder.field.voicemail_action")}
          hint={t(`builder.voicemailHint.${values.voicemail_action}`)}
        >
          {(field) => <Select {...field} options={actions(values.flow_id !== "", t)} />}
        </FormField>
      </Pair>
      {values.voicemail_action === "leave_message" && (
        <FormField
          control={form.control}
          name="voicemail_message"
          label={t("builder.field.voicemail_message")}
          hint={t("builder.hint.voicemail_message", { braces: "{{ contact_name }}" })}
          optional
        >
          {(field) => <TextArea {...field} rows={2} />}
        </FormField>
      )}
      <FormField
        control={form.control}
        name="background"
        label={t("builder.field.background")}
        hint={t("builder.hint.background")}
      >
        {(field) => (
          <Select
            {...field}
            options={BACKGROUNDS.map((value) => ({ value, label: t(`builder.background.${value}`) }))}
          />
        )}
      </FormField>
    </>
  );
}

/** Without a flow there is no node to go on from. */
function actions(withFlow: boolean, t: TFunction): Option<(typeof VOICEMAIL)[number]>[] {
  return VOICEMAIL.map((action) => ({
    value: action,
    label: t(`builder.voicemail.${action}`),
    disabled: action === "flow" && !withFlow,
  }));
}
