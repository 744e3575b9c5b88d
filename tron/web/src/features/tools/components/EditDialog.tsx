import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { ConflictDialog } from "@/components/ConflictDialog";
import { Modal } from "@/components/Modal";
import { ErrorLine } from "@/components/Notice";
import { UnsavedDialog } from "@/components/UnsavedDialog";
import { Words } from "@/components/Words";
import { useUnsavedPart } from "@/hooks/useUnsavedPart";
import type { Editing } from "../hooks/useEditing";

type EditDialogProps<Row, Form, Body extends { name: string }, Name extends string> = {
  title: ReactNode;
  editing: Editing<Row, Form, Body, Name>;
  /** What a field is called. */
  label: (name: keyof Body & string) => string;
  onClose: () => void;
  children: ReactNode;
};

/** The frame of a row's dialog: it asks before it drops what was typed, and when somebody else saved first. */
export function EditDialog<Row, Form, Body extends { name: string }, Name extends string>({
  title,
  editing,
  label,
  onClose,
  children,
}: EditDialogProps<Row, Form, Body, Name>) {
  const { t } = useTranslation();
  const [leaving, setLeaving] = useState(false);
  const { saving, count, conflict } = editing;
  useUnsavedPart(count > 0);
  const close = () => (count > 0 ? setLeaving(true) : onClose());
  const actions = (
    <>
      <Button onClick={close}>{t("action.cancel")}</Button>
      <Button
        look="primary"
        busy={saving.busy}
        disabled={saving.busy || editing.body === null}
        onClick={() => void editing.save()}
      >
        {t("tools.save")}
      </Button>
    </>
  );
  const rows = (conflict?.names ?? []).map((name) => ({
    name,
    label: label(name),
    mine: <Value value={conflict?.mine[name]} />,
    theirs: <Value value={conflict?.theirs[name]} />,
  }));
  return (
    <Modal open wide title={title} onClose={close} actions={actions}>
      <div className="grid min-w-0 gap-4">
        {children}
        {saving.error !== null && <ErrorLine error={saving.error} />}
      </div>
      <ConflictDialog
        open={conflict !== null}
        what={conflict?.theirs.name ?? ""}
        rows={rows}
        busy={saving.busy}
        onKeepMine={() => void editing.keepMine()}
        onTakeTheirs={editing.takeTheirs}
        onClose={saving.forget}
      />
      <UnsavedDialog
        guard={{ blocked: leaving, stay: () => setLeaving(false), leave: onClose, release: () => undefined }}
        count={count}
      />
    </Modal>
  );
}

function Value({ value }: { value: unknown }) {
  const { t } = useTranslation();
  if (typeof value === "boolean") return t(value ? "tools.on" : "tools.off");
  const text = value === null ? "" : typeof value === "object" ? JSON.stringify(value, null, 2) : String(value);
  return text === "" ? "–" : <Words>{text}</Words>;
}
