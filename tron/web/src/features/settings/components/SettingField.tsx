import { Undo2 } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { Words } from "@/components/Words";
import type { Setting } from "../api";
import type { SettingsFormState } from "../hooks/useSettingsForm";
import { useSettingText } from "../hooks/useSettingText";
import { currentValue, isChanged, type Value } from "../values";
import { SettingControl } from "./SettingControl";

type SettingFieldProps = {
  item: Setting;
  /** What was written over the stored value; undefined where nothing was. */
  edit: Value | undefined;
  error: string | undefined;
  onChange: SettingsFormState["change"];
  onCheck: SettingsFormState["check"];
};

/** One setting: title, where its value comes from, the control, help or what is wrong. */
export const SettingField = memo(function SettingField({ item, edit, error, onChange, onCheck }: SettingFieldProps) {
  const text = useSettingText()(item);
  const edits = edit === undefined ? {} : { [item.key]: edit };
  const value = currentValue(item, edits);
  const removed = item.secret && item.mask !== null && value === "" && isChanged(item, edits);
  return (
    <Field
      label={text.fromServer ? <Words>{text.title}</Words> : text.title}
      hint={<Hint item={item} help={text.help} fromServer={text.fromServer} removed={removed} />}
      error={error}
      group={item.type === "list" || item.type === "json"}
      aside={<SourceNote item={item} title={text.title} reset={edit === null} onReset={() => onChange(item, null)} />}
    >
      {(aria) => (
        <SettingControl
          {...aria}
          name={item.key}
          item={item}
          value={value}
          disabled={item.source === "environment"}
          onChange={(next) => onChange(item, next)}
          onBlur={() => onCheck(item, value)}
        />
      )}
    </Field>
  );
});

type HintProps = { item: Setting; help: string; fromServer: boolean; removed: boolean };

function Hint({ item, help, fromServer, removed }: HintProps) {
  const { t } = useTranslation();
  if (item.source === "environment") return t("settings.locked", { name: item.env_name });
  if (removed) return <span className="text-warning">{t("settings.secret.removed")}</span>;
  return fromServer ? <Words>{help}</Words> : help;
}

type SourceNoteProps = { item: Setting; title: string; reset: boolean; onReset: () => void };

/** Where the value comes from; for a stored one the way back to the default. */
function SourceNote({ item, title, reset, onReset }: SourceNoteProps) {
  const { t } = useTranslation();
  const note = "text-xs whitespace-nowrap text-ink-3";
  if (item.source === "environment") {
    return <Words className="truncate text-xs text-info">{item.env_name}</Words>;
  }
  if (reset) return <span className={note}>{t("settings.source.back")}</span>;
  if (item.source === "default") {
    const empty = item.default === null;
    return <span className={note}>{empty ? t("settings.source.unset") : t("settings.source.default")}</span>;
  }
  if (item.secret) return <span className={note}>{t("settings.source.stored")}</span>;
  return (
    // The button is taller than a label: the row keeps its height, so that controls side by side stay level.
    <span className="-my-1 flex items-center gap-1">
      <span className={note}>{t("settings.source.stored")}</span>
      <Button small look="quiet" icon={Undo2} aria-label={t("settings.source.resetOf", { title })} onClick={onReset}>
        {t("settings.source.reset")}
      </Button>
    </span>
  );
}
