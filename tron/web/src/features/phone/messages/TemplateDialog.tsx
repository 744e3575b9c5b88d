import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { EditDialog } from "@/components/EditDialog";
import { Field } from "@/components/form/Field";
import { Pair } from "@/components/form/Section";
import { Select } from "@/components/form/Select";
import { TextArea, TextInput } from "@/components/form/TextInput";
import { Words } from "@/components/Words";
import { type Kind, useEditing } from "@/hooks/useEditing";
import { saveTemplate, type Template } from "./api";
import { TEMPLATE_FIELDS, type TemplateForm, templateForm } from "./forms";
import { useAfterSave } from "./useAfterSave";

type Name = (typeof TEMPLATE_FIELDS)[number];
const CHANNELS = ["sms", "whatsapp"] as const;
const CATEGORIES = ["service", "transactional", "promotional"] as const;

const EDITED: Kind<Template, TemplateForm, TemplateForm, Name> = {
  fields: TEMPLATE_FIELDS,
  formOf: templateForm,
  formOfBody: (_, body) => body,
  bodyOf: (written) => ({ ...written, name: written.name.trim() }),
  nameOf: ({ name }) => name,
  faultsOf: () => ({}),
  store: saveTemplate,
};

/** Writes or changes approved words: for SMS with their DLT registration, for WhatsApp as Meta knows them. */
export function TemplateDialog({ stored, onClose }: { stored: Template | null; onClose: () => void }) {
  const { t } = useTranslation();
  const editing = useEditing(stored, EDITED, useAfterSave(TEMPLATE_FIELDS), onClose);
  const { form, change, problems } = editing;
  const line = (name: "name" | "dlt_template_id" | "header" | "whatsapp_name" | "language", optional = false) => (
    <Field
      label={t(`messages.field.${name}`)}
      hint={t(name === "name" ? "messages.hint.templateName" : `messages.hint.${name}`)}
      error={problems[name]}
      optional={optional}
    >
      {(aria) => <TextInput {...aria} value={form[name]} onChange={(text) => change({ [name]: text })} />}
    </Field>
  );
  return (
    <EditDialog
      title={stored ? <Words>{stored.name}</Words> : t("messages.newTemplate")}
      editing={editing}
      verb={t("messages.save")}
      label={(name) => t(`messages.field.${name}`)}
      nameOf={({ name }) => name}
      shown={(value, name) => shown(value, name, t)}
      onClose={onClose}
    >
      {line("name")}
      <Pair>
        <Field label={t("messages.field.channel")} error={problems["channel"]}>
          {(aria) => (
            <Select
              {...aria}
              value={form.channel}
              options={CHANNELS.map((value) => ({ value, label: t(`messages.channel.${value}`) }))}
              onChange={(channel) => change({ channel })}
            />
          )}
        </Field>
        <Field label={t("messages.field.category")} hint={t("messages.hint.category")} error={problems["category"]}>
          {(aria) => (
            <Select
              {...aria}
              value={form.category}
              options={CATEGORIES.map((value) => ({ value, label: t(`messages.category.${value}`) }))}
              onChange={(category) => change({ category })}
            />
          )}
        </Field>
      </Pair>
      <Field label={t("messages.field.text")} hint={t("messages.hint.text")} error={problems["text"]}>
        {(aria) => <TextArea {...aria} value={form.text} onChange={(text) => change({ text })} />}
      </Field>
      {form.channel === "sms" ? (
        <Pair>
          {line("dlt_template_id", true)}
          {line("header", true)}
        </Pair>
      ) : (
        <Pair>
          {line("whatsapp_name")}
          {line("language")}
        </Pair>
      )}
    </EditDialog>
  );
}

function shown(value: unknown, name: string, t: TFunction) {
  if (name === "channel") return t(`messages.channel.${value as (typeof CHANNELS)[number]}`);
  if (name === "category") return t(`messages.category.${value as (typeof CATEGORIES)[number]}`);
  return value === "" ? "–" : <Words>{String(value)}</Words>;
}
