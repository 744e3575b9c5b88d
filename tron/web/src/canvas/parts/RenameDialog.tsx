import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { TextInput } from "@/components/form/TextInput";
import { Modal } from "@/components/Modal";

type RenameDialogProps = { name: string; onRename: (name: string) => void; onClose: () => void };

/** Asks for the flow's new name. */
export function RenameDialog({ name, onRename, onClose }: RenameDialogProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(name);
  const done = () => {
    if (text.trim() === "") return;
    onRename(text);
    onClose();
  };
  const actions = (
    <>
      <Button onClick={onClose}>{t("action.cancel")}</Button>
      <Button look="primary" disabled={text.trim() === ""} onClick={done}>
        {t("canvas.top.rename")}
      </Button>
    </>
  );
  return (
    <Modal open title={t("canvas.top.renameTitle")} onClose={onClose} actions={actions}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          done();
        }}
      >
        <Field label={t("canvas.top.name")}>
          {(aria) => <TextInput {...aria} value={text} maxLength={100} onChange={setText} />}
        </Field>
      </form>
    </Modal>
  );
}
