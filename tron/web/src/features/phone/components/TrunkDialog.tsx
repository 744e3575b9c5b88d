import type { TFunction } from "i18next";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { EditDialog } from "@/components/EditDialog";
import { Advanced } from "@/components/form/Section";
import { Words } from "@/components/Words";
import { type Kind, useEditing } from "@/hooks/useEditing";
import { same } from "@/lib/changes";
import { type FormField, type LineDetail, saveTrunk, type Trunk } from "../api";
import { useAfterSave } from "../hooks/useAfterSave";
import { useFieldWords } from "../hooks/useWords";
import { FIELDS, MASK, parted, settingKey, type TrunkForm, trunkForm, trunkOf } from "../trunkForm";
import { SettingField } from "./SettingField";
import { TrunkBasics, TrunkLimits } from "./TrunkFields";

type TrunkDialogProps = {
  line: LineDetail;
  /** Null: a new one. */
  stored: Trunk | null;
  trunks: readonly Trunk[];
  onClose: () => void;
};

/** Writes or changes a trunk, by the form that its line has for it. */
export function TrunkDialog({ line, stored, trunks, onClose }: TrunkDialogProps) {
  const { t } = useTranslation();
  const kind = useMemo(() => kindOf(line), [line]);
  const editing = useEditing(stored, kind, useAfterSave(kind.fields), onClose);
  const { base, form, change, problems } = editing;
  const others = trunks.filter(({ id }) => id !== stored?.id);
  const labelOf = useLabels(line);
  const { front, rare } = parted(line.form);
  const at: Readonly<Record<string, string | undefined>> = problems;
  const setting = (field: FormField) => (
    <SettingField
      key={field.name}
      words={`phone.form.${line.name}`}
      field={field}
      value={form[settingKey(field.name)]}
      kept={base?.secrets_set.includes(field.name) ?? false}
      error={at[settingKey(field.name)]}
      onChange={(value) => change({ [settingKey(field.name)]: value })}
    />
  );
  return (
    <EditDialog
      title={stored ? <Words>{stored.name}</Words> : t("phone.newTrunk")}
      editing={editing}
      verb={t("phone.save")}
      label={labelOf}
      nameOf={({ name }) => name}
      shown={(value, name) => shown(value, name, { form: line.form, trunks, t })}
      onClose={onClose}
    >
      <TrunkBasics form={form} problems={at} onChange={change} />
      {front.map(setting)}
      {at["settings"] && (
        <p role="alert" className="text-danger">
          <Words>{at["settings"]}</Words>
        </p>
      )}
      <TrunkLimits form={form} problems={at} others={others} onChange={change} />
      {rare.length > 0 && (
        <Advanced
          total={rare.length}
          changed={rare.filter((field) => !same(form[settingKey(field.name)], field.default)).length}
          broken={rare.some(({ name }) => at[settingKey(name)] !== undefined)}
        >
          {rare.map(setting)}
        </Advanced>
      )}
    </EditDialog>
  );
}

/** The form itself is what two versions are compared by: each setting stands alone there. */
function kindOf({ name: line, form }: LineDetail): Kind<Trunk, TrunkForm, TrunkForm, string> {
  return {
    fields: [...FIELDS, ...form.map(({ name }) => settingKey(name))],
    formOf: (trunk) => trunkForm(line, form, trunk),
    formOfBody: (_, body) => body,
    bodyOf: (written) => ({ ...written, name: written.name.trim() }),
    nameOf: ({ name }) => name,
    faultsOf: () => ({}),
    store: (body, base) => saveTrunk(trunkOf(body, form), base),
  };
}

function useLabels({ name: line, form }: LineDetail): (name: keyof TrunkForm & string) => string {
  const { t } = useTranslation();
  const words = useFieldWords(`phone.form.${line}`);
  return (name) => {
    const field = form.find((one) => settingKey(one.name) === name);
    return field ? words(field).title : t(`phone.field.${name as (typeof BASICS)[number]}`);
  };
}

const BASICS = [
  "line",
  "name",
  "caller_ids",
  "max_calls",
  "calls_per_second",
  "fallback_id",
  "enabled",
  "is_default",
] as const;

type ShownIn = { form: readonly FormField[]; trunks: readonly Trunk[]; t: TFunction };

/** A value as a person reads it; a secret is never one. */
function shown(value: unknown, name: string, { form, trunks, t }: ShownIn): ReactNode {
  const secret = form.some((field) => field.kind === "secret" && settingKey(field.name) === name);
  if (secret && value !== "") return t(value === MASK ? "phone.secretKept" : "phone.secretNew");
  if (typeof value === "boolean") return t(value ? "phone.on" : "phone.off");
  const text = name === "fallback_id" ? (trunks.find(({ id }) => id === value)?.name ?? "") : plainText(value);
  return text === "" ? "–" : <Words>{text}</Words>;
}

function plainText(value: unknown): string {
  if (Array.isArray(value)) return value.join(", ");
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value, null, 1) : String(value);
}
