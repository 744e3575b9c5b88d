import { useTranslation } from "react-i18next";
import { FormField } from "@/components/form/FormField";
import { FormSwitch } from "@/components/form/FormSwitch";
import { NumberInput } from "@/components/form/NumberInput";
import { Advanced, Pair, Section } from "@/components/form/Section";
import { Select } from "@/components/form/Select";
import { TagList } from "@/components/form/TagList";
import { TextArea, TextInput } from "@/components/form/TextInput";
import { ADVANCED, type AgentForm, TONES } from "../fields";
import type { FormView } from "../hooks/useAgentForm";
import { useFolded } from "../hooks/useFolded";
import { CategoryField } from "./CategoryField";
import { FlowFields } from "./FlowFields";
import { PhoneFields } from "./PhoneFields";

type TalkFieldsProps = { editor: FormView; blank: AgentForm };

export function TalkFields({ editor, blank }: TalkFieldsProps) {
  const { t } = useTranslation();
  const { control } = editor.form;
  const folded = useFolded(editor, blank, ADVANCED.talk);
  const tones = TONES.map((tone) => ({ value: tone, label: t(`builder.tone.${tone}`) }));
  return (
    <Section title={t("builder.talk.title")} help={t("builder.talk.help")}>
      <FlowFields editor={editor} />
      <Pair>
        <FormField control={control} name="tone" label={t("builder.field.tone")}>
          {(field) => <Select {...field} options={tones} />}
        </FormField>
        <FormField
          control={control}
          name="max_call_duration"
          label={t("builder.field.max_call_duration")}
          hint={t("builder.hint.max_call_duration")}
        >
          {(field) => <NumberInput {...field} unit={t("builder.seconds")} />}
        </FormField>
      </Pair>
      <FormField
        control={control}
        name="greeting_text"
        label={t("builder.field.greeting_text")}
        hint={t("builder.hint.greeting_text", { braces: "{{ contact_name }}" })}
        optional
      >
        {(field) => <TextArea {...field} rows={2} />}
      </FormField>
      <CategoryField editor={editor} />
      <Advanced {...folded}>
        <TalkAdvanced editor={editor} />
      </Advanced>
    </Section>
  );
}

function TalkAdvanced({ editor }: Pick<TalkFieldsProps, "editor">) {
  const { t } = useTranslation();
  const { form, values } = editor;
  const { control } = form;
  return (
    <>
      <Pair>
        <FormField
          control={control}
          name="silence_seconds"
          label={t("builder.field.silence_seconds")}
          hint={t("builder.hint.silence_seconds")}
        >
          {(field) => <NumberInput {...field} decimal unit={t("builder.seconds")} />}
        </FormField>
        <FormField
          control={control}
          name="greeting_short_text"
          label={t("builder.field.greeting_short_text")}
          hint={t("builder.hint.greeting_short_text")}
          optional
        >
          {(field) => <TextInput {...field} />}
        </FormField>
      </Pair>
      <FormField
        control={control}
        name="outcomes"
        label={t("builder.field.outcomes")}
        hint={t("builder.hint.outcomes")}
        optional
      >
        {(field) => <TagList {...field} placeholder={t("builder.addOutcome")} maxLength={50} />}
      </FormField>
      <FormField
        control={control}
        name="success_outcomes"
        label={t("builder.field.success_outcomes")}
        hint={t("builder.hint.success_outcomes")}
        optional
      >
        {(field) => (
          <TagList {...field} placeholder={t("builder.addOutcome")} maxLength={50} suggestions={values.outcomes} />
        )}
      </FormField>
      <FormSwitch
        control={control}
        name="recording"
        label={t("builder.field.recording")}
        hint={t("builder.hint.recording")}
      />
      <FormSwitch
        control={control}
        name="follow_language"
        label={t("builder.field.follow_language")}
        hint={t("builder.hint.follow_language")}
      />
      <FormSwitch
        control={control}
        name="english_transcript"
        label={t("builder.field.english_transcript")}
        hint={t("builder.hint.english_transcript")}
      />
      <PhoneFields editor={editor} />
    </>
  );
}
