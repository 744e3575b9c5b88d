import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { ChoiceCards } from "@/components/form/ChoiceCards";
import { Combobox } from "@/components/form/Combobox";
import { FormField } from "@/components/form/FormField";
import { NumberInput } from "@/components/form/NumberInput";
import { SecretInput } from "@/components/form/SecretInput";
import { Advanced, Pair, Section } from "@/components/form/Section";
import { Slider } from "@/components/form/Slider";
import { TextInput } from "@/components/form/TextInput";
import { useErrorText } from "@/hooks/useErrorText";
import { useLocalModels } from "@/hooks/useLocalModels";
import { number } from "@/lib/format";
import { type Agent, useModels } from "../api";
import { ADVANCED, type AgentForm, BUILTIN_MODEL, hasKeyFor, LIMITS, PROVIDERS, type SettingRow } from "../fields";
import type { FormView } from "../hooks/useAgentForm";
import { useFolded } from "../hooks/useFolded";

type ModelFieldsProps = { editor: FormView; blank: AgentForm; settings: readonly SettingRow[] };

export function ModelFields({ editor, blank, settings }: ModelFieldsProps) {
  const { t, i18n } = useTranslation();
  const { form, values, base } = editor;
  const { control } = form;
  const folded = useFolded(editor, blank, ADVANCED.model);
  const found = useLocalModels();
  const first: Partial<Record<Agent["llm_provider"], string>> = {
    builtin: BUILTIN_MODEL,
    ...(found ? { ollama: found.suggested } : {}),
  };
  const lastModel = useRef<Partial<Record<Agent["llm_provider"], string>>>({});
  const choose = (provider: Agent["llm_provider"]) => {
    lastModel.current[values.llm_provider] = values.llm_model;
    const model = lastModel.current[provider] ?? first[provider] ?? "";
    form.setValue("llm_provider", provider);
    form.setValue("llm_model", model, { shouldValidate: model !== "" });
    if (model === "") form.clearErrors("llm_model");
  };
  const choices = PROVIDERS.map((provider) => {
    const warn = !hasKeyFor(settings, provider) && values.llm_api_key === "";
    const here = provider === "ollama" && found;
    const hint = here
      ? t("builder.ollamaFound", { count: found.models.length })
      : t(`builder.provider.${provider}.hint`);
    return {
      value: provider,
      title: t(`builder.provider.${provider}.name`),
      hint: warn ? t("builder.addKey") : hint,
      warn,
    };
  });
  const [coldest, warmest] = LIMITS.llm_temperature;
  const warmth = number(values.llm_temperature, i18n.language, 1);
  return (
    <Section title={t("builder.model.title")} help={t("builder.model.help")}>
      <FormField control={control} name="llm_provider" label={t("builder.field.llm_provider")} group>
        {(field) => <ChoiceCards {...field} choices={choices} onChange={choose} />}
      </FormField>
      <Pair>
        <ModelField editor={editor} />
        <FormField
          control={control}
          name="llm_temperature"
          label={t("builder.field.llm_temperature")}
          aside={<span className="num">{warmth}</span>}
        >
          {(field) => (
            <Slider
              {...field}
              min={coldest}
              max={warmest}
              step={0.1}
              text={warmth}
              ends={[t("builder.steady"), t("builder.varied")]}
            />
          )}
        </FormField>
      </Pair>
      <Advanced {...folded}>
        <Pair>
          <FormField
            control={control}
            name="llm_max_tokens"
            label={t("builder.field.llm_max_tokens")}
            hint={t("builder.hint.llm_max_tokens")}
          >
            {(field) => <NumberInput {...field} unit={t("builder.tokens")} />}
          </FormField>
          <FormField
            control={control}
            name="llm_endpoint"
            label={t("builder.field.llm_endpoint")}
            hint={t("builder.hint.llm_endpoint")}
            optional
          >
            {(field) => <TextInput {...field} type="url" inputMode="url" autoComplete="off" />}
          </FormField>
        </Pair>
        <FormField
          control={control}
          name="llm_api_key"
          label={t("builder.field.llm_api_key")}
          hint={t("builder.hint.llm_api_key")}
          optional
        >
          {(field) => (
            <SecretInput {...field} mask={base.values.llm_api_key || null} onRemove={() => field.onChange("")} />
          )}
        </FormField>
      </Advanced>
    </Section>
  );
}

/** The provider's own list when it answers; any name may be written. */
function ModelField({ editor: { form, values } }: { editor: FormView }) {
  const { t } = useTranslation();
  const { data, error, isLoading } = useModels(values.llm_provider);
  const { text } = useErrorText(error);
  const options = (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FormField
      control={form.control}
      name="llm_model"
      label={t("builder.field.llm_model")}
      hint={error ? t("builder.modelsError", { reason: text }) : t("builder.hint.llm_model")}
    >
      {(field) => <Combobox {...field} options={options} loading={isLoading} />}
    </FormField>
  );
}
