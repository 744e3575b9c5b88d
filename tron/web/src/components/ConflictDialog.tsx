import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { Modal } from "./Modal";

/** A field that both sides changed, each version as a person reads it. */
export type ConflictRow = { name: string; label: string; mine: ReactNode; theirs: ReactNode };

type ConflictDialogProps = {
  open: boolean;
  /** What was saved meanwhile by somebody else. */
  what: string;
  rows: readonly ConflictRow[];
  busy: boolean;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
  onClose: () => void;
};

/** Two people saved the same thing: shows where they differ and lets the second one choose. */
export function ConflictDialog({ open, what, rows, busy, onKeepMine, onTakeTheirs, onClose }: ConflictDialogProps) {
  const { t } = useTranslation();
  const actions = (
    <>
      <Button onClick={onClose}>{t("conflict.later")}</Button>
      <Button onClick={onTakeTheirs} disabled={busy}>
        {t("conflict.theirs")}
      </Button>
      <Button look="primary" busy={busy} disabled={busy} onClick={onKeepMine}>
        {t("conflict.mine")}
      </Button>
    </>
  );
  return (
    <Modal open={open} title={t("conflict.title", { what })} onClose={onClose} actions={actions} wide alert>
      <p className="max-w-[75ch]">{t("conflict.body")}</p>
      <div className="mt-3 max-h-[50vh] overflow-auto rounded-md border border-line-2">
        <table className="w-full table-fixed border-collapse text-left">
          <thead>
            <tr className="text-xs text-ink-3">
              <th className="h-8 w-1/5 px-3 font-medium">{t("conflict.field")}</th>
              <th className="h-8 px-3 font-medium">{t("conflict.yours")}</th>
              <th className="h-8 px-3 font-medium">{t("conflict.saved")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.name} className="border-t border-line-2 align-top">
                <th scope="row" className="px-3 py-2 font-medium text-ink">
                  {row.label}
                </th>
                <td className="px-3 py-2 whitespace-pre-line [overflow-wrap:anywhere]">{row.mine}</td>
                <td className="px-3 py-2 whitespace-pre-line [overflow-wrap:anywhere]">{row.theirs}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Modal>
  );
}
