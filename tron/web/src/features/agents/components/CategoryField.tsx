import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { FormField } from "@/components/form/FormField";
import { FormSwitch } from "@/components/form/FormSwitch";
import { Select } from "@/components/form/Select";
import { useSettings, useTemplates, useTrunks } from "../api";
import { type AgentForm, CATEGORIES, type SettingRow } from "../fields";
import type { FormView } from "../hooks/useAgentForm";
import { callsIndia, seriesLacking, trunkOf } from "../series";

/** What the agent's calls are for: what the template says of it, and what stands in the way of calls to India. */
export function CategoryField({ editor }: { editor: FormView }) {
  const { t } = useTranslation();
  const { form, values } = editor;
  const options = CATEGORIES.map((value) => ({ value, label: t(`builder.category.${value || "none"}`) }));
  return (
    <div className="grid gap-2">
      <FormField
        control={form.control}
        name="call_category"
        label={t("builder.field.call_category")}
        hint={t(`builder.categoryHint.${values.call_category || "none"}`)}
      >
        {(field) => <Select {...field} options={options} />}
      </FormField>
      <SaidByTemplate values={values} />
      <Hindrance values={values} />
      <FormSwitch
        control={form.control}
        name="loan_recovery"
        label={t("builder.field.loan_recovery")}
        hint={t("builder.hint.loan_recovery")}
      />
    </div>
  );
}

type ValuesProps = { values: AgentForm };

/** A template knows what the calls are for that it was written for; its agent's owner decides. */
function SaidByTemplate({ values }: ValuesProps) {
  const { t } = useTranslation();
  const said = useTemplates().data?.items.find(({ key }) => key === values.template)?.agent.call_category;
  if (!said) return null;
  const text =
    said === values.call_category
      ? t("builder.categoryOfTemplate.same")
      : t("builder.categoryOfTemplate.other", { category: t(`builder.category.${said}`) });
  return <p className="max-w-[75ch] text-xs text-ink-3">{text}</p>;
}

/** Why calls to Indian numbers will be refused, and what to do. */
function Hindrance({ values }: ValuesProps) {
  const { t } = useTranslation();
  const trunks = useTrunks().data?.items ?? [];
  const settings: readonly SettingRow[] = useSettings().data?.items ?? [];
  const trunk = trunkOf(values.trunk_id, trunks, settings);
  const series = trunk ? seriesLacking(values.call_category, trunk, settings) : null;
  const unsaid = values.call_category === "" && callsIndia(trunks, settings);
  if (!unsaid && !(trunk && series)) return null;
  return (
    <p className="flex items-start gap-1.5 text-xs text-warning" role="status">
      <TriangleAlert className="mt-0.5 size-3.5" aria-hidden />
      <span className="max-w-[75ch]">
        {unsaid ? t("builder.categoryMissing") : t("builder.categoryLacks", { trunk: trunk?.name, series })}
      </span>
    </p>
  );
}
