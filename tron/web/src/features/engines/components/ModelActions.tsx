import { Download, RotateCcw, Trash2, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { notify } from "@/components/toasts";
import { Words } from "@/components/Words";
import { fileSize } from "@/lib/format";
import { isComing, type Model, useModelActions } from "../api";

type Asked = "licence" | "remove" | null;

/** What can be done with a model now. Its licence is shown before one that is not for every use is fetched. */
export function ModelActions({ model }: { model: Model }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Asked>(null);
  const [busy, setBusy] = useState(false);
  const attempt = async (action: () => Promise<void>, failed: string) => {
    setBusy(true);
    try {
      await action();
    } catch (problem) {
      notify.failed(failed, problem);
    } finally {
      setBusy(false);
    }
  };
  const actions = useModelActions(model.id);
  const bring = () => void attempt(actions.bring, t("engines.notFetched", { name: model.title }));
  const discard = () => void attempt(actions.remove, t("engines.notRemoved", { name: model.title }));
  const common = { small: true, disabled: busy };
  const again = model.state === "failed" || (model.state === "installed" && model.problem !== null);
  return (
    <div className="flex flex-wrap gap-2">
      {model.state === "available" && (
        <Button
          {...common}
          icon={Download}
          aria-label={t("engines.named.download", { name: model.title })}
          onClick={() => (model.commercial_use === true ? bring() : setAsked("licence"))}
        >
          {t("engines.download")}
        </Button>
      )}
      {again && (
        <Button
          {...common}
          icon={RotateCcw}
          aria-label={t("engines.named.retry", { name: model.title })}
          onClick={bring}
        >
          {t("action.retry")}
        </Button>
      )}
      {isComing(model) && (
        <Button {...common} icon={X} aria-label={t("engines.named.cancel", { name: model.title })} onClick={discard}>
          {t("engines.cancel")}
        </Button>
      )}
      {model.state === "failed" && model.done_bytes > 0 && (
        <Button
          {...common}
          icon={Trash2}
          look="quiet"
          aria-label={t("engines.named.discard", { name: model.title })}
          onClick={discard}
        >
          {t("engines.discard")}
        </Button>
      )}
      {model.state === "installed" && (
        <Button
          {...common}
          icon={Trash2}
          look="quiet"
          aria-label={t("engines.named.remove", { name: model.title })}
          onClick={() => setAsked("remove")}
        >
          {t("engines.remove")}
        </Button>
      )}
      <AskLicence model={model} open={asked === "licence"} onClose={() => setAsked(null)} />
      <AskRemove model={model} open={asked === "remove"} onClose={() => setAsked(null)} />
    </div>
  );
}

type AskProps = { model: Model; open: boolean; onClose: () => void };

function AskLicence({ model, open, onClose }: AskProps) {
  const { t } = useTranslation();
  const { bring } = useModelActions(model.id);
  const text = model.commercial_use === false ? "engines.ask.notCommercial" : "engines.ask.readLicence";
  return (
    <ConfirmDialog
      open={open}
      title={<Title text={t("engines.ask.download")} name={model.title} />}
      verb={t("engines.download")}
      icon={Download}
      onConfirm={bring}
      onClose={onClose}
    >
      <p className="text-ink-2">{t(text)}</p>
      <p className="mt-2">
        <a className="underline" href={model.licence_url} target="_blank" rel="noreferrer">
          <span>{t("engines.ask.open")}</span> <Words>{model.licence}</Words>
        </a>
      </p>
    </ConfirmDialog>
  );
}

function AskRemove({ model, open, onClose }: AskProps) {
  const { t, i18n } = useTranslation();
  const { remove } = useModelActions(model.id);
  return (
    <ConfirmDialog
      open={open}
      title={<Title text={t("engines.ask.remove")} name={model.title} />}
      verb={t("engines.remove")}
      icon={Trash2}
      danger
      onConfirm={remove}
      onClose={onClose}
    >
      <p className="text-ink-2">
        {t(`engines.ask.without.${model.kind}`, { size: fileSize(model.bytes, i18n.language) })}
      </p>
    </ConfirmDialog>
  );
}

function Title({ text, name }: { text: string; name: string }) {
  return (
    <>
      <span>{text}</span> <Words>{name}</Words>
    </>
  );
}
