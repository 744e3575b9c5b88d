import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ConflictDialog } from "@/components/ConflictDialog";
import { notify } from "@/components/toasts";
import { Words } from "@/components/Words";
import type { Setting } from "../api";
import type { SettingsFormState } from "../hooks/useSettingsForm";
import { useSettingText } from "../hooks/useSettingText";
import { currentValue, shownValue, type Value } from "../values";

/** Somebody else saved the same settings meanwhile: both versions, and the choice. */
export function SettingsConflictDialog({ form }: { form: SettingsFormState }) {
  const { t } = useTranslation();
  const textOf = useSettingText();
  const rows = (form.conflict?.items ?? []).map(({ mine, theirs }) => ({
    name: mine.key,
    label: textOf(mine).title,
    mine: <Shown item={mine} value={currentValue(mine, form.edits)} />,
    theirs: <Shown item={theirs} value={shownValue(theirs)} />,
  }));
  const settle = async (keep: "mine" | "theirs") => {
    try {
      await form.settle(keep);
      if (keep === "mine") notify.done(t("settings.saved"));
    } catch {
      notify.failed(t("settings.notSaved"));
    }
  };
  return (
    <ConflictDialog
      open={form.conflict !== null}
      what={t("settings.what")}
      rows={rows}
      busy={form.busy}
      onKeepMine={() => void settle("mine")}
      onTakeTheirs={() => void settle("theirs")}
      onClose={form.later}
    />
  );
}

function Shown({ item, value }: { item: Setting; value: Value }): ReactNode {
  // A secret is never shown, whoever wrote it.
  if (item.secret) return <Words>{value === "" ? "–" : (item.mask ?? "********")}</Words>;
  if (value === "" || value === null) return "–";
  return <Words>{typeof value === "object" ? JSON.stringify(value, null, 1) : String(value)}</Words>;
}
