import {
  CircleAlert,
  CircleCheck,
  FileText,
  Globe,
  type LucideIcon,
  NotebookPen,
  RotateCw,
  Trash2,
} from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { IconButton } from "@/components/Button";
import { Coded } from "@/components/Coded";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { notify } from "@/components/toasts";
import { Words } from "@/components/Words";
import { useErrorText } from "@/hooks/useErrorText";
import { languageName, number } from "@/lib/format";
import { isUnderWay, type KnownDocument, removeDocument, retryDocument, useDocumentsChanged } from "../api";

const ICONS: Readonly<Record<KnownDocument["kind"], LucideIcon>> = { file: FileText, text: NotebookPen, url: Globe };

/** One document: what it is, how far it is, what is wrong with it. */
export function DocumentRow({ document }: { document: KnownDocument }) {
  const { t } = useTranslation();
  const [removing, setRemoving] = useState(false);
  const { title: name, problem, state } = document;
  const Icon = ICONS[document.kind];
  return (
    <li className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 py-2 pr-2 pl-4">
      <Icon className="size-4 shrink-0 text-ink-3" aria-hidden />
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex min-w-0 flex-wrap items-center gap-2">
          <Words className="font-medium [overflow-wrap:anywhere]">{name}</Words>
          <State document={document} />
        </p>
        <About document={document} />
        {problem && (
          <p className={`max-w-[75ch] text-xs ${state === "failed" ? "text-danger" : "text-warning"}`}>
            <Coded list="document" code={problem.code}>
              {[problem.message, problem.hint].filter(Boolean).join(" ")}
            </Coded>
          </p>
        )}
      </div>
      <div className="flex gap-1">
        {(problem !== null || document.kind === "url") && !isUnderWay(document) && <Retry document={document} />}
        <IconButton icon={Trash2} label={t("knowledge.removeOf", { name })} onClick={() => setRemoving(true)} />
      </div>
      <Removal document={document} open={removing} onClose={() => setRemoving(false)} />
    </li>
  );
}

function State({ document }: { document: KnownDocument }) {
  const { t } = useTranslation();
  if (isUnderWay(document)) {
    return (
      <Badge tone="info" pulse>
        {t(`knowledge.state.${document.state}`)}
      </Badge>
    );
  }
  if (document.state === "failed") {
    return (
      <Badge tone="danger" icon={CircleAlert}>
        {t("knowledge.state.failed")}
      </Badge>
    );
  }
  return (
    <Badge tone={document.problem ? "warning" : "success"} icon={document.problem ? CircleAlert : CircleCheck}>
      {t("knowledge.state.ready")}
    </Badge>
  );
}

function About({ document }: { document: KnownDocument }) {
  const { t, i18n } = useTranslation();
  const { passages, language, source, title } = document;
  return (
    <p className="flex min-w-0 flex-wrap gap-x-3 text-xs text-ink-3">
      {passages > 0 && (
        <>
          <span className="num">
            {t("knowledge.passages", { count: passages, n: number(passages, i18n.language) })}
          </span>
          {language && <span translate="no">{languageName(language, i18n.language)}</span>}
        </>
      )}
      {source && source !== title && (
        <span translate="no" className="min-w-0 [overflow-wrap:anywhere]">
          {source}
        </span>
      )}
    </p>
  );
}

function Retry({ document }: { document: KnownDocument }) {
  const { t } = useTranslation();
  const changed = useDocumentsChanged(document.agent_id);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { text } = useErrorText(error);
  const retry = async () => {
    setBusy(true);
    setError(null);
    try {
      await retryDocument(document);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
      changed();
    }
  };
  return (
    <>
      {error !== null && (
        <p role="alert" className="self-center text-xs text-danger">
          {text}
        </p>
      )}
      <IconButton
        icon={RotateCw}
        label={t(document.problem ? "knowledge.retryOf" : "knowledge.refreshOf", { name: document.title })}
        disabled={busy}
        onClick={() => void retry()}
      />
    </>
  );
}

type RemovalProps = { document: KnownDocument; open: boolean; onClose: () => void };

function Removal({ document, open, onClose }: RemovalProps) {
  const { t } = useTranslation();
  const changed = useDocumentsChanged(document.agent_id);
  const name = document.title;
  return (
    <ConfirmDialog
      open={open}
      title={t("knowledge.removeTitle", { name })}
      verb={t("knowledge.remove")}
      icon={Trash2}
      danger
      onClose={onClose}
      onConfirm={async () => {
        await removeDocument(document);
        notify.done(t("knowledge.removed", { name }));
        changed();
      }}
    >
      {t("knowledge.removeBody")}
    </ConfirmDialog>
  );
}
