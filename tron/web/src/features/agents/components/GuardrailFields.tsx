import { CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { FormField } from "@/components/form/FormField";
import { Section } from "@/components/form/Section";
import { TagList } from "@/components/form/TagList";
import type { FormView } from "../hooks/useAgentForm";

export function GuardrailFields({ editor: { form, values } }: { editor: FormView }) {
  const { t } = useTranslation();
  const { control } = form;
  const said = saysAll(values.greeting_text, values.guardrails.required_disclosures);
  return (
    <Section title={t("builder.guardrails.title")} help={t("builder.guardrails.help")}>
      <FormField
        control={control}
        name="guardrails.forbidden_topics"
        label={t("builder.field.forbidden_topics")}
        hint={t("builder.hint.forbidden_topics")}
        optional
      >
        {(field) => <TagList {...field} placeholder={t("builder.addTopic")} maxLength={2000} />}
      </FormField>
      <FormField
        control={control}
        name="guardrails.required_disclosures"
        label={t("builder.field.required_disclosures")}
        hint={said ? <Disclosed /> : t("builder.hint.required_disclosures")}
        optional
      >
        {(field) => <TagList {...field} sentences placeholder={t("builder.addSentence")} maxLength={2000} />}
      </FormField>
    </Section>
  );
}

function Disclosed() {
  const { t } = useTranslation();
  return (
    <span className="flex gap-1.5 text-success">
      <CircleCheck className="mt-0.5 size-3.5" aria-hidden />
      {t("builder.disclosed")}
    </span>
  );
}

/** Whether every sentence stands word by word in the greeting. */
function saysAll(greeting: string, sentences: readonly string[]): boolean {
  const bare = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
      .trim();
  return sentences.length > 0 && sentences.every((sentence) => bare(greeting).includes(bare(sentence)));
}
