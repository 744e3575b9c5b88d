import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { notify } from "@/components/toasts";
import { usePhoneChanged } from "../api";

export type Removal = { what: "trunk" | "number"; name: string; remove: () => Promise<void> };

/** Asks before a trunk or a number is taken away; what still uses it is said there. */
export function RemoveDialog({ removal, onClose }: { removal: Removal | null; onClose: () => void }) {
  const { t } = useTranslation();
  const changed = usePhoneChanged();
  const name = removal?.name ?? "";
  return (
    <ConfirmDialog
      open={removal !== null}
      title={t("phone.removeTitle", { name })}
      verb={t("phone.remove")}
      icon={Trash2}
      danger
      onClose={onClose}
      onConfirm={async () => {
        await removal?.remove();
        notify.done(t("phone.removed", { name }));
        changed();
      }}
    >
      {removal && t(`phone.removeBody.${removal.what}`)}
    </ConfirmDialog>
  );
}
