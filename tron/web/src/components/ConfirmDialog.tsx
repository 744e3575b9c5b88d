import type { LucideIcon } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { Modal } from "./Modal";
import { ErrorLine } from "./Notice";

type ConfirmDialogProps = {
  open: boolean;
  title: ReactNode;
  /** What follows from it. */
  children: ReactNode;
  /** The same verb as on the button that asked. */
  verb: string;
  icon?: LucideIcon;
  danger?: boolean;
  /** Done before the dialog closes; what it throws is shown and the dialog stays. */
  onConfirm: () => Promise<unknown> | undefined;
  onClose: () => void;
};

/** Asks before something that is hard to take back. */
export function ConfirmDialog({ open, title, children, verb, icon, danger, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const close = () => {
    setError(null);
    onClose();
  };
  const confirm = async () => {
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      onClose();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const actions = (
    <>
      <Button onClick={close} data-autofocus>
        {t("action.cancel")}
      </Button>
      <Button
        look={danger ? "danger" : "primary"}
        busy={busy}
        disabled={busy}
        onClick={() => void confirm()}
        {...(icon ? { icon } : {})}
      >
        {verb}
      </Button>
    </>
  );
  return (
    <Modal open={open} title={title} onClose={close} actions={actions} alert>
      {children}
      {error !== null && <ErrorLine error={error} />}
    </Modal>
  );
}
