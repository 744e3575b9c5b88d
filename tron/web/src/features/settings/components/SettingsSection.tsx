import { useTranslation } from "react-i18next";
import { Advanced, Section } from "@/components/form/Section";
import { same } from "@/lib/changes";
import type { Setting } from "../api";
import type { SettingsFormState } from "../hooks/useSettingsForm";
import type { ShownGroup, ShownSection } from "../sections";
import { currentValue } from "../values";
import { LocalModelsOffer, OFFERED_FOR } from "./LocalModelsOffer";
import { SettingField } from "./SettingField";
import { TestRow } from "./TestRow";

/** One part of the page: its groups of fields, each with the test that looks at them. */
export function SettingsSection({ section, form }: { section: ShownSection; form: SettingsFormState }) {
  const { t } = useTranslation();
  return (
    <Section title={t(`settings.section.${section.name}.title`)} help={t(`settings.section.${section.name}.help`)}>
      {section.groups.map((group) => (
        <FieldGroup key={group.id} group={group} form={form} />
      ))}
    </Section>
  );
}

function FieldGroup({ group, form }: { group: ShownGroup; form: SettingsFormState }) {
  const { t } = useTranslation();
  const { advanced, test } = group;
  const broken = advanced.some((item) => form.errors[item.key] !== undefined);
  const differ = advanced.filter((item) => !same(currentValue(item, form.edits), item.default ?? "")).length;
  return (
    <div className="grid min-w-0 gap-4 border-line not-first:border-t not-first:pt-4">
      {group.fields.some((item) => item.key === OFFERED_FOR) && <LocalModelsOffer items={group.fields} form={form} />}
      {group.fields.length > 0 && <Fields items={group.fields} form={form} />}
      {advanced.length > 0 && (
        <Advanced
          {...(group.title ? { title: t(`settings.group.${group.title}`) } : {})}
          changed={differ}
          total={advanced.length}
          broken={broken}
        >
          <Fields items={advanced} form={form} />
        </Advanced>
      )}
      {test && <TestRow what={test} items={[...group.fields, ...advanced]} form={form} />}
    </div>
  );
}

/** Lists and tables, and the addresses that are folded away: they are long. */
function takesAll(item: Setting): boolean {
  return item.type === "json" || item.type === "list" || (item.advanced && item.type === "url");
}

/** Two side by side where both fit; lists and tables take the whole width. */
function Fields({ items, form }: { items: readonly Setting[]; form: SettingsFormState }) {
  return (
    <div className="grid min-w-0 items-start gap-4 sm:grid-cols-2">
      {items.map((item) => (
        <div key={item.key} id={item.key} className={takesAll(item) ? "min-w-0 sm:col-span-2" : "min-w-0"}>
          <SettingField
            item={item}
            edit={form.edits[item.key]}
            error={form.errors[item.key]}
            onChange={form.change}
            onCheck={form.check}
          />
        </div>
      ))}
    </div>
  );
}
