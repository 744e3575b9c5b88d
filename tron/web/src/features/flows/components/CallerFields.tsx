import { useTranslation } from "react-i18next";
import { Field } from "@/components/form/Field";
import { NumberInput } from "@/components/form/NumberInput";
import { TextArea } from "@/components/form/TextInput";
import { Segmented } from "@/components/Segmented";
import type { ScenarioForm } from "../scenario";

type CallerFieldsProps = { form: ScenarioForm; onChange: (part: Partial<ScenarioForm>) => void };

/** The caller: lines of a script, or a persona that the model plays. */
export function CallerFields({ form, onChange }: CallerFieldsProps) {
  const { t } = useTranslation();
  const kinds = (["script", "persona"] as const).map((value) => ({ value, label: t(`flows.scenarios.${value}`) }));
  return (
    <>
      <Field label={t("flows.scenarios.caller")} group>
        {(aria) => <Segmented {...aria} value={form.kind} onChange={(kind) => onChange({ kind })} options={kinds} />}
      </Field>
      {form.kind === "script" ? (
        <Field label={t("flows.scenarios.lines")} hint={t("flows.scenarios.linesHint")}>
          {(aria) => <TextArea {...aria} value={form.lines} onChange={(lines) => onChange({ lines })} rows={4} />}
        </Field>
      ) : (
        <>
          <Field label={t("flows.scenarios.personaWho")} hint={t("flows.scenarios.personaHint")}>
            {(aria) => (
              <TextArea {...aria} value={form.persona} onChange={(persona) => onChange({ persona })} rows={3} />
            )}
          </Field>
          <Field label={t("flows.scenarios.goal")} hint={t("flows.scenarios.goalHint")} optional>
            {(aria) => <TextArea {...aria} value={form.goal} onChange={(goal) => onChange({ goal })} rows={2} />}
          </Field>
          <Field label={t("flows.scenarios.mostTurns")}>
            {(aria) => (
              <NumberInput {...aria} value={form.mostTurns} onChange={(mostTurns) => onChange({ mostTurns })} />
            )}
          </Field>
        </>
      )}
    </>
  );
}
