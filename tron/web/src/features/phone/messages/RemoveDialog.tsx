import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { notify } from "@/components/toasts";
import { useMessagesChanged } from "./api";

export type Removal = { what: "sender" | "template"; name: string; remove: () => Promise<void> };

/** Asks before a sender or a template is taken away; the flows that still name it are said there. */
export function RemoveDialog({ removal, onClose }: { removal: Removal | null; onClose: () => void }) {
  const { t } = useTranslation();
  const changed = useMessagesChanged();
  const name = removal?.name ?? "";
  return (
    <ConfirmDialog
      open={removal !== null}
      title={t("messages.removeTitle", { name })}
      verb={t("messages.remove")}
      icon={Trash2}
      danger
      onClose={onClose}
      onConfirm={async () => {
        await removal?.remove();
        notify.done(t("messages.removed", { name }));
        changed();
      }}
    >
      {removal && t(`messages.removeBody.${removal.what}`)}
    </ConfirmDialog>
  );
}
