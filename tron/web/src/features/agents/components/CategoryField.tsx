import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { FormField } from "@/components/form/FormField";
import { Select } from "@/components/form/Select";
import { type Trunk, useSettings } from "../api";
import { CATEGORIES } from "../fields";
import type { FormView } from "../hooks/useAgentForm";
import { seriesLacking, trunkOf } from "../series";

type CategoryFieldProps = { editor: FormView; trunks: readonly Trunk[] };

/** What the agent's calls are for; and whether the trunk that it calls by has a number for that. */
export function CategoryField({ editor, trunks }: CategoryFieldProps) {
  const { t } = useTranslation();
  const { form, values } = editor;
  const settings = useSettings().data?.items ?? [];
  const trunk = trunkOf(values.trunk_id, trunks, settings);
  const series = trunk ? seriesLacking(values.call_category, trunk, settings) : null;
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
      {trunk && series && (
        <p className="flex items-start gap-1.5 text-xs text-warning" role="status">
          <TriangleAlert className="mt-0.5 size-3.5" aria-hidden />
          <span>{t("builder.categoryLacks", { trunk: trunk.name, series })}</span>
        </p>
      )}
    </div>
  );
}
