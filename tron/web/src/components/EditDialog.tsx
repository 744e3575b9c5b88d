import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Editing } from "@/hooks/useEditing";
import { useUnsavedPart } from "@/hooks/useUnsavedPart";
import { Button } from "./Button";
import { ConflictDialog } from "./ConflictDialog";
import { Modal } from "./Modal";
import { ErrorLine } from "./Notice";
import { UnsavedDialog } from "./UnsavedDialog";

type EditDialogProps<Row, Form, Body extends object, Name extends string> = {
  title: ReactNode;
  editing: Editing<Row, Form, Body, Name>;
  /** What a field is called. */
  label: (name: keyof Body & string) => string;
  /** A field's value as a person reads it. */
  shown: (value: unknown, name: keyof Body & string) => ReactNode;
  /** What a version of it is called. */
  nameOf: (body: Body) => string;
  /** The verb of the button that saves. */
  verb: string;
  onClose: () => void;
  children: ReactNode;
};

/** The frame of a row's dialog: it asks before it drops what was typed, and when somebody else saved first. */
export function EditDialog<Row, Form, Body extends object, Name extends string>({
  title,
  editing,
  label,
  shown,
  nameOf,
  verb,
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
        {verb}
      </Button>
    </>
  );
  const rows = (conflict?.names ?? []).map((name) => ({
    name,
    label: label(name),
    mine: shown(conflict?.mine[name], name),
    theirs: shown(conflict?.theirs[name], name),
  }));
  return (
    <Modal open wide title={title} onClose={close} actions={actions}>
      <div className="grid min-w-0 gap-4">
        {children}
        {saving.error !== null && <ErrorLine error={saving.error} />}
      </div>
      <ConflictDialog
        open={conflict !== null}
        what={conflict ? nameOf(conflict.theirs) : ""}
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
