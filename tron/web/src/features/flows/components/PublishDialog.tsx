import { Upload } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { TextArea } from "@/components/form/TextInput";
import { Modal } from "@/components/Modal";
import { ErrorLine } from "@/components/Notice";
import { Skeleton } from "@/components/Skeleton";
import { Words } from "@/components/Words";
import { ApiError } from "@/lib/errors";
import { useFlow } from "../api";
import { usePublish } from "../hooks/usePublish";
import type { DraftProps, PanelProps } from "../panel";
import { Findings } from "./Findings";
import { WhatChanges } from "./WhatChanges";

type PublishDialogProps = Omit<PanelProps, "highlight"> & DraftProps & { open: boolean; onClose: () => void };

/** Asks before the draft becomes the version that calls get: what was found, what changes, and a note for the list. */
export function PublishDialog({ open, onClose, select, ...rest }: PublishDialogProps) {
  const { t } = useTranslation();
  const [note, setNote] = useState("");
  const version = useFlow(open ? rest.flowId : null).data?.version ?? 0;
  const done = () => {
    setNote("");
    onClose();
  };
  const { findings, errors, error, busy, publish } = usePublish({ ...rest, open, onDone: done });
  const show = (node: string) => {
    onClose();
    select(node);
  };
  const actions = (
    <>
      <Button onClick={onClose}>{t("action.cancel")}</Button>
      <Button
        look="primary"
        icon={Upload}
        busy={busy}
        disabled={busy || findings === null || errors > 0}
        onClick={() => void publish(note)}
      >
        {t("flows.publish.verb")}
      </Button>
    </>
  );
  return (
    <Modal open={open} title={t("flows.publish.title")} onClose={onClose} actions={actions}>
      <div className="flex flex-col gap-4">
        <p>{t("flows.publish.body")}</p>
        {findings === null && error === null && <Skeleton rows={2} rowClass="h-9" />}
        {findings && <Findings findings={findings} canvas={rest.canvas} onShow={show} />}
        {version > 0 && <WhatChanges {...rest} version={version} select={show} />}
        {errors > 0 && <p className="text-danger">{t("flows.publish.errors", { count: errors })}</p>}
        <Field label={t("flows.publish.note")} hint={t("flows.publish.noteHint")} optional>
          {(aria) => <TextArea {...aria} value={note} onChange={setNote} rows={2} />}
        </Field>
      </div>
      {error !== null && errors === 0 && <Refused error={error} />}
    </Modal>
  );
}

/** Why it was not published; where scenarios stand in the way, which. */
function Refused({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const failed = error instanceof ApiError ? error.extra["scenarios"] : undefined;
  const scenarios: Standing[] = Array.isArray(failed) ? failed : [];
  return (
    <>
      <ErrorLine error={error} />
      <ul className="mt-1 list-disc pl-10">
        {scenarios.map(({ name, code, message, passes, runs }) => {
          const known = GATE.find((one) => one === code);
          const why = known ? t(`flows.publish.gate.${known}`, { passes, runs }) : message;
          return (
            <li key={name} className="[overflow-wrap:anywhere]">
              {name !== "" && <Words>{`${name}: `}</Words>}
              {known ? why : <Words>{why}</Words>}
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** A scenario that stands in the way. */
type Standing = { name: string; code?: string; message: string; passes?: number; runs?: number };
const GATE = ["none", "never", "changed", "under_way", "too_few", "failed"] as const;
