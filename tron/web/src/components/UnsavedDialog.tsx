import { useTranslation } from "react-i18next";
import type { UnsavedGuard } from "@/hooks/useUnsavedGuard";
import { Button } from "./Button";
import { Modal } from "./Modal";

/** Asks when a page with unsaved changes is about to be left. */
export function UnsavedDialog({ guard, count }: { guard: UnsavedGuard; count: number }) {
  const { t } = useTranslation();
  const actions = (
    <>
      <Button look="dangerLine" onClick={guard.leave}>
        {t("unsaved.leave")}
      </Button>
      <Button look="primary" onClick={guard.stay} data-autofocus>
        {t("unsaved.stay")}
      </Button>
    </>
  );
  return (
    <Modal open={guard.blocked} title={t("unsaved.title")} onClose={guard.stay} actions={actions} alert>
      <p>{t("unsaved.body", { count })}</p>
    </Modal>
  );
}
