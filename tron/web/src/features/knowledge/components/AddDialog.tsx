import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { TextArea, TextInput } from "@/components/form/TextInput";
import { Modal } from "@/components/Modal";
import { ErrorLine } from "@/components/Notice";
import { Segmented } from "@/components/Segmented";
import { notify } from "@/components/toasts";
import { useUnsavedPart } from "@/hooks/useUnsavedPart";
import { ApiError } from "@/lib/errors";
import { addFile, addText, addUrl, ENDINGS, type KnownDocument, MOST_BYTES, useDocumentsChanged } from "../api";

type Kind = KnownDocument["kind"];
const KINDS: readonly Kind[] = ["file", "text", "url"];

type Draft = { files: readonly File[]; title: string; text: string; url: string };
const NOTHING: Draft = { files: [], title: "", text: "", url: "" };

/** Adds files, text, or the page at an address. */
export function AddDialog({ agentId, onClose }: { agentId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const changed = useDocumentsChanged(agentId);
  const [kind, setKind] = useState<Kind>("file");
  const [draft, setDraft] = useState(NOTHING);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const change = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }));
  useUnsavedPart(draft !== NOTHING);
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      for (const name of await sent(agentId, kind, draft, (files) => change({ files }))) {
        notify.done(t("knowledge.added", { name }));
      }
      onClose();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
      changed();
    }
  };
  const actions = (
    <>
      <Button onClick={onClose}>{t("action.cancel")}</Button>
      <Button look="primary" busy={busy} disabled={busy || !isWhole(kind, draft)} onClick={() => void send()}>
        {t("knowledge.addVerb")}
      </Button>
    </>
  );
  const atUrl = error instanceof ApiError ? error.fields.find(({ path }) => path.endsWith("url"))?.message : undefined;
  return (
    <Modal open wide title={t("knowledge.add")} onClose={onClose} actions={actions}>
      <div className="grid min-w-0 gap-4">
        <Segmented
          aria-label={t("knowledge.kindLabel")}
          value={kind}
          onChange={setKind}
          options={KINDS.map((value) => ({ value, label: t(`knowledge.kind.${value}`) }))}
        />
        {kind === "file" && <Files files={draft.files} onChange={(files) => change({ files })} />}
        {kind === "text" && <Written draft={draft} onChange={change} />}
        {kind === "url" && (
          <Field label={t("knowledge.url")} hint={t("knowledge.urlHint")} error={atUrl}>
            {(aria) => <TextInput {...aria} type="url" value={draft.url} onChange={(url) => change({ url })} />}
          </Field>
        )}
        {error !== null && atUrl === undefined && <ErrorLine error={error} />}
      </div>
    </Modal>
  );
}

type FilesProps = { files: readonly File[]; onChange: (files: readonly File[]) => void };

function Files({ files, onChange }: FilesProps) {
  const { t } = useTranslation();
  const large = files.find(({ size }) => size > MOST_BYTES);
  return (
    <Field
      label={t("knowledge.files")}
      hint={t("knowledge.filesHint")}
      error={large ? t("knowledge.tooLarge", { name: large.name }) : undefined}
    >
      {(aria) => (
        <input
          {...aria}
          type="file"
          multiple
          accept={ENDINGS}
          className="w-full min-w-0 text-sm text-ink-2 file:mr-3 file:h-control file:rounded-md file:border file:border-line-2 file:bg-surface-2 file:px-3 file:font-medium file:text-ink"
          onChange={(event) => onChange([...(event.target.files ?? [])])}
        />
      )}
    </Field>
  );
}

function Written({ draft, onChange }: { draft: Draft; onChange: (part: Partial<Draft>) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <Field label={t("knowledge.name")}>
        {(aria) => (
          <TextInput {...aria} maxLength={200} value={draft.title} onChange={(title) => onChange({ title })} />
        )}
      </Field>
      <Field label={t("knowledge.text")} hint={t("knowledge.textHint")}>
        {(aria) => <TextArea {...aria} rows={10} value={draft.text} onChange={(text) => onChange({ text })} />}
      </Field>
    </>
  );
}

function isWhole(kind: Kind, { files, title, text, url }: Draft): boolean {
  if (kind === "file") return files.length > 0 && files.every(({ size }) => size <= MOST_BYTES);
  return kind === "text" ? title.trim() !== "" && text.trim() !== "" : url.trim() !== "";
}

/** Sends what was written; what it is called. `left` is told the files that still wait, so that none is sent twice. */
async function sent(
  agentId: string,
  kind: Kind,
  { files, title, text, url }: Draft,
  left: (files: readonly File[]) => void,
): Promise<string[]> {
  if (kind === "text") return [(await addText(agentId, title.trim(), text)).title];
  if (kind === "url") return [(await addUrl(agentId, url.trim())).title];
  for (const [index, file] of files.entries()) {
    await addFile(agentId, file);
    left(files.slice(index + 1));
  }
  return files.map(({ name }) => name);
}
