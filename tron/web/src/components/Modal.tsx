import { Dialog, DialogBackdrop, DialogPanel, DialogTitle } from "@headlessui/react";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./Button";

type ModalProps = {
  open: boolean;
  title: ReactNode;
  onClose: () => void;
  children?: ReactNode;
  /** The buttons at the foot, the filled one last. */
  actions?: ReactNode;
  /** For a table beside a table. */
  wide?: boolean;
  alert?: boolean;
};

/** A question that has to be answered before the page goes on. Escape and a click outside close it. */
export function Modal({ open, title, onClose, children, actions, wide = false, alert = false }: ModalProps) {
  const { t } = useTranslation();
  return (
    <Dialog open={open} onClose={onClose} role={alert ? "alertdialog" : "dialog"} className="relative z-40">
      <DialogBackdrop className="fixed inset-0 bg-scrim" />
      <div className="fixed inset-0 overflow-y-auto">
        <div className="grid min-h-full items-end justify-items-center p-3 sm:items-center sm:p-6">
          <DialogPanel
            className={`appear w-full min-w-0 rounded-xl border border-line-2 bg-surface-2 shadow-overlay ${wide ? "max-w-3xl" : "max-w-lg"}`}
          >
            <div className="flex items-start gap-3 pt-4 pr-3 pl-4">
              <DialogTitle className="min-w-0 flex-1 py-1 text-lg [overflow-wrap:anywhere]">{title}</DialogTitle>
              <IconButton icon={X} label={t("app.close")} onClick={onClose} />
            </div>
            <div className="px-4 pt-1 pb-4 text-ink-2">{children}</div>
            {actions && (
              <div className="flex flex-wrap justify-end gap-2 border-t border-line-2 px-4 py-3">{actions}</div>
            )}
          </DialogPanel>
        </div>
      </div>
    </Dialog>
  );
}
