import { FileUp, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { TextInput } from "@/components/form/TextInput";
import { Modal } from "@/components/Modal";
import { useNewFlow } from "../hooks/useNewFlow";
import { ImportButton } from "./ImportButton";
import { TemplateGallery } from "./TemplateGallery";

const LONGEST_NAME = 100;

/** A new flow: empty, as a copy of one that comes along, or from a file. */
export function NewFlowDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const making = useNewFlow();
  const { busy } = making;
  const actions = (
    <>
      <ImportButton icon={FileUp} busy={busy === "file"} disabled={busy !== null} onFile={making.fromFile}>
        {t("flows.import")}
      </ImportButton>
      <Button
        look="primary"
        icon={Plus}
        busy={busy === "empty"}
        disabled={busy !== null}
        onClick={() => void making.empty(name)}
      >
        {t("flows.startEmpty")}
      </Button>
    </>
  );
  return (
    <Modal open={open} title={t("flows.new")} onClose={onClose} actions={actions} wide>
      <div className="flex flex-col gap-4">
        <Field label={t("flows.name")} hint={t("flows.nameHint")} optional>
          {(aria) => (
            <TextInput {...aria} value={name} onChange={setName} maxLength={LONGEST_NAME} autoComplete="off" />
          )}
        </Field>
        <div className="flex flex-col gap-2">
          <h3 className="text-base text-ink">{t("flows.templates")}</h3>
          <TemplateGallery busy={busy} onChoose={({ id }) => void making.fromTemplate(id, name)} />
        </div>
      </div>
    </Modal>
  );
}
