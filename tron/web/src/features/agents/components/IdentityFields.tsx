import { useTranslation } from "react-i18next";
import { FormField } from "@/components/form/FormField";
import { FormSwitch } from "@/components/form/FormSwitch";
import { Pair, Section } from "@/components/form/Section";
import { Select } from "@/components/form/Select";
import { TextArea, TextInput } from "@/components/form/TextInput";
import { useServerWords } from "@/hooks/useServerWords";
import { number } from "@/lib/format";
import type { Template } from "../api";
import { LONGEST } from "../fields";
import type { FormView } from "../hooks/useAgentForm";

type IdentityFieldsProps = {
  editor: FormView;
  templates: readonly Template[];
  onTemplate: (template: Template | null) => void;
};

export function IdentityFields({ editor: { form, values }, templates, onTemplate }: IdentityFieldsProps) {
  const { t, i18n } = useTranslation();
  const { control } = form;
  const words = useServerWords();
  const chosen = templates.find(({ key }) => key === values.template);
  const options = [
    { value: "", label: t("builder.custom") },
    ...templates.map(({ key, name }) => {
      const label = words("template", key);
      return { value: key, label: label ?? name, data: label === undefined };
    }),
  ];
  const letters = { count: values.persona.length, max: LONGEST.persona };
  const written = {
    count: number(letters.count, i18n.language),
    max: number(letters.max, i18n.language),
  };
  return (
    <Section title={t("builder.identity.title")} help={t("builder.identity.help")}>
      <Pair>
        <FormField control={control} name="name" label={t("builder.field.name")}>
          {(field) => <TextInput {...field} autoComplete="off" />}
        </FormField>
        <FormField
          control={control}
          name="template"
          label={t("builder.field.template")}
          hint={chosen ? (words("about", chosen.key) ?? chosen.description) : t("builder.hint.template")}
        >
          {(field) => (
            <Select
              {...field}
              options={options}
              onChange={(key) => onTemplate(templates.find((template) => template.key === key) ?? null)}
            />
          )}
        </FormField>
      </Pair>
      <FormField
        control={control}
        name="persona"
        label={t("builder.field.persona")}
        hint={t("builder.hint.persona")}
        note={t("builder.lettersOf", written)}
      >
        {(field) => <TextArea {...field} rows={6} />}
      </FormField>
      <FormSwitch
        control={control}
        name="is_active"
        label={t("builder.field.is_active")}
        hint={t("builder.hint.is_active")}
      />
    </Section>
  );
}
