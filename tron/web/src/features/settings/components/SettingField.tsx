import { Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { Words } from "@/components/Words";
import type { Setting } from "../api";
import type { SettingsFormState } from "../hooks/useSettingsForm";
import { useSettingText } from "../hooks/useSettingText";
import { currentValue, isChanged } from "../values";
import { SettingControl } from "./SettingControl";

/** One setting: title, where its value comes from, the control, help or what is wrong. */
export function SettingField({ item, form }: { item: Setting; form: SettingsFormState }) {
  const text = useSettingText()(item);
  const locked = item.source === "environment";
  const error = form.errors[item.key];
  const removed = item.secret && item.mask !== null && isChanged(item, form.edits) && !form.edits[item.key];
  const value = currentValue(item, form.edits);
  return (
    <Field
      label={text.fromServer ? <Words>{text.title}</Words> : text.title}
      hint={<Hint item={item} help={text.help} fromServer={text.fromServer} removed={removed} />}
      error={error}
      group={item.type === "list" || item.type === "json"}
      aside={<SourceNote item={item} form={form} />}
    >
      {(aria) => (
        <SettingControl
          {...aria}
          name={item.key}
          item={item}
          value={value}
          disabled={locked}
          onChange={(next) => form.change(item, next)}
          onBlur={() => form.check(item, value)}
        />
      )}
    </Field>
  );
}

type HintProps = { item: Setting; help: string; fromServer: boolean; removed: boolean };

function Hint({ item, help, fromServer, removed }: HintProps) {
  const { t } = useTranslation();
  if (item.source === "environment") return t("settings.locked", { name: item.env_name });
  if (removed) return <span className="text-warning">{t("settings.secret.removed")}</span>;
  return fromServer ? <Words>{help}</Words> : help;
}

/** Where the value comes from; for a stored one the way back to the default. */
function SourceNote({ item, form }: { item: Setting; form: SettingsFormState }) {
  const { t } = useTranslation();
  const note = "text-xs whitespace-nowrap text-ink-3";
  if (item.source === "environment") {
    return <Words className="truncate text-xs text-info">{item.env_name}</Words>;
  }
  if (form.edits[item.key] === null) return <span className={note}>{t("settings.source.back")}</span>;
  if (item.source === "default") {
    const empty = item.default === null;
    return <span className={note}>{empty ? t("settings.source.unset") : t("settings.source.default")}</span>;
  }
  if (item.secret) return <span className={note}>{t("settings.source.stored")}</span>;
  return (
    <span className="flex items-center gap-1">
      <span className={note}>{t("settings.source.stored")}</span>
      <Button small look="quiet" icon={Undo2} onClick={() => form.change(item, null)}>
        {t("settings.source.reset")}
      </Button>
    </span>
  );
}
