import type { TFunction } from "i18next";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { EditDialog } from "@/components/EditDialog";
import { Field } from "@/components/form/Field";
import { Advanced, Pair } from "@/components/form/Section";
import { SwitchField } from "@/components/form/Switch";
import { TextInput } from "@/components/form/TextInput";
import { Words } from "@/components/Words";
import { type Kind, useEditing } from "@/hooks/useEditing";
import { same } from "@/lib/changes";
import type { FormField } from "../api";
import { SettingField } from "../components/SettingField";
import { useFieldWords } from "../hooks/useWords";
import { MASK, parted, settingKey } from "../trunkForm";
import { type Sender, type SenderKind, saveSender } from "./api";
import { type SenderForm, senderForm, senderOf } from "./forms";
import { useAfterSave } from "./useAfterSave";

type SenderDialogProps = { kind: SenderKind; stored: Sender | null; onClose: () => void };

/** Writes or changes a sender, by the form of its kind. */
export function SenderDialog({ kind, stored, onClose }: SenderDialogProps) {
  const { t } = useTranslation();
  const edited = useMemo(() => editedOf(kind), [kind]);
  const editing = useEditing(stored, edited, useAfterSave(edited.fields), onClose);
  const { base, form, change } = editing;
  const problems: Readonly<Record<string, string | undefined>> = editing.problems;
  const label = useLabels(kind);
  const { front, rare } = parted(kind.form);
  const setting = (field: FormField) => (
    <SettingField
      key={field.name}
      words={`messages.form.${kind.name}`}
      field={field}
      value={form[settingKey(field.name)]}
      kept={base?.secrets_set.includes(field.name) ?? false}
      error={problems[settingKey(field.name)]}
      onChange={(value) => change({ [settingKey(field.name)]: value })}
    />
  );
  return (
    <EditDialog
      title={stored ? <Words>{stored.name}</Words> : t("messages.newSender")}
      editing={editing}
      verb={t("messages.save")}
      label={label}
      nameOf={({ name }) => name}
      shown={(value, name) => shown(value, isSecret(kind.form, name), t)}
      onClose={onClose}
    >
      <Field label={t("messages.field.name")} hint={t("messages.hint.name")} error={problems["name"]}>
        {(aria) => <TextInput {...aria} maxLength={60} value={form.name} onChange={(name) => change({ name })} />}
      </Field>
      <Pair>
        <SwitchField
          label={t("messages.field.enabled")}
          hint={t("messages.hint.enabled")}
          value={form.enabled}
          onChange={(enabled) => change({ enabled })}
        />
        <SwitchField
          label={t("messages.field.is_default")}
          hint={t("messages.hint.is_default")}
          value={form.is_default}
          onChange={(is_default) => change({ is_default })}
        />
      </Pair>
      {front.map(setting)}
      {rare.length > 0 && (
        <Advanced
          total={rare.length}
          changed={rare.filter((field) => !same(form[settingKey(field.name)], field.default)).length}
          broken={rare.some(({ name }) => problems[settingKey(name)] !== undefined)}
        >
          {rare.map(setting)}
        </Advanced>
      )}
    </EditDialog>
  );
}

/** The form itself is what two versions are compared by: each setting stands alone there. */
function editedOf(kind: SenderKind): Kind<Sender, SenderForm, SenderForm, string> {
  return {
    fields: ["name", "kind", ...kind.form.map(({ name }) => settingKey(name)), "settings"],
    formOf: (sender) => senderForm(kind, sender),
    formOfBody: (_, body) => body,
    bodyOf: (written) => ({ ...written, name: written.name.trim() }),
    nameOf: ({ name }) => name,
    faultsOf: () => ({}),
    store: (body, base) => saveSender(senderOf(body, kind.form), base),
  };
}

function useLabels({ name: kind, form }: SenderKind): (name: keyof SenderForm & string) => string {
  const { t } = useTranslation();
  const words = useFieldWords(`messages.form.${kind}`);
  return (name) => {
    const field = form.find((one) => settingKey(one.name) === name);
    return field ? words(field).title : t(`messages.field.${name as "kind" | "name" | "enabled" | "is_default"}`);
  };
}

function isSecret(form: readonly FormField[], name: string): boolean {
  return form.some((field) => field.kind === "secret" && settingKey(field.name) === name);
}

/** A value as a person reads it; a secret is never one. */
function shown(value: unknown, secret: boolean, t: TFunction): ReactNode {
  if (secret && value !== "") return t(value === MASK ? "messages.secretKept" : "messages.secretNew");
  if (typeof value === "boolean") return t(value ? "messages.on" : "messages.off");
  const text = value === null || value === undefined ? "" : String(value);
  return text === "" ? "–" : <Words>{text}</Words>;
}
