import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { notify } from "@/components/toasts";
import { useToolsChanged } from "../api";

export type Removal = { name: string; remove: () => Promise<void> };

/** Asks before something is removed; what still uses it is said there. */
export function RemoveDialog({ removal, onClose }: { removal: Removal | null; onClose: () => void }) {
  const { t } = useTranslation();
  const changed = useToolsChanged();
  const name = removal?.name ?? "";
  return (
    <ConfirmDialog
      open={removal !== null}
      title={t("tools.removeTitle", { name })}
      verb={t("tools.remove")}
      icon={Trash2}
      danger
      onClose={onClose}
      onConfirm={async () => {
        await removal?.remove();
        notify.done(t("tools.removed", { name }));
        changed();
      }}
    >
      {t("tools.removeBody")}
    </ConfirmDialog>
  );
}
