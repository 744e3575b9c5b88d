import type { FormField } from "../api";
import { type SettingKey, settingsForm, settingsOf } from "../trunkForm";
import type { Sender, SenderIn, SenderKind, Template, TemplateIn } from "./api";

/** A sender as its form holds it: each setting of its kind under its own name. */
export type SenderForm = Required<Omit<SenderIn, "settings">> & { [setting: SettingKey]: unknown };

export function senderForm({ name: kind, form }: SenderKind, sender: Sender | null): SenderForm {
  return {
    kind,
    name: sender?.name ?? "",
    enabled: sender?.enabled ?? true,
    is_default: sender?.is_default ?? false,
    ...settingsForm(form, sender),
  };
}

/** What is sent. A secret that was not written anew is left out, and stays. */
export function senderOf(written: SenderForm, form: readonly FormField[]): SenderIn {
  const { kind, name, enabled, is_default } = written;
  return { kind, name, enabled, is_default, settings: settingsOf(written, form) };
}

export type TemplateForm = Required<TemplateIn>;

export const TEMPLATE_FIELDS = [
  "name",
  "channel",
  "category",
  "text",
  "dlt_template_id",
  "header",
  "whatsapp_name",
  "language",
] as const;

export function templateForm(template: Template | null): TemplateForm {
  return {
    name: template?.name ?? "",
    channel: template?.channel ?? "sms",
    category: template?.category ?? "promotional",
    text: template?.text ?? "",
    dlt_template_id: template?.dlt_template_id ?? "",
    header: template?.header ?? "",
    whatsapp_name: template?.whatsapp_name ?? "",
    language: template?.language ?? "",
  };
}
