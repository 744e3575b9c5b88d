import { CircleAlert, RotateCcw, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/hooks/useErrorText";
import { Button } from "./Button";
import { Words } from "./Words";

type LoadErrorProps = { title: string; error: unknown; onRetry: () => void; busy?: boolean };

/** What could not be loaded, why, and the way to try again. */
export function LoadError({ title, error, onRetry, busy = false }: LoadErrorProps) {
  const { t } = useTranslation();
  const { text, hint, requestId, fromServer } = useErrorText(error, { retried: true });
  return (
    <div
      role="alert"
      className="m-4 mt-1 flex flex-wrap items-start gap-x-2.5 gap-y-3 rounded-md border border-danger-line border-l-2 border-l-danger px-3.5 py-3"
    >
      <CircleAlert className="mt-0.5 size-4 text-danger" aria-hidden />
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium">{title}</p>
        <p className="max-w-[75ch] text-ink-2">{fromServer ? <Words>{text}</Words> : text}</p>
        {hint && (
          <p className="max-w-[75ch] text-ink-2">
            <Words>{hint}</Words>
          </p>
        )}
        {requestId && <p className="mt-1 text-xs text-ink-3">{t("error.request", { id: requestId })}</p>}
      </div>
      <Button icon={RotateCcw} small busy={busy} onClick={onRetry}>
        {t("action.retry")}
      </Button>
    </div>
  );
}

/** One line above data that could not be refreshed. */
export function StaleNote() {
  const { t } = useTranslation();
  return (
    <p role="status" className="flex items-center gap-2 border-t border-line px-4 py-2 text-xs text-warning">
      <TriangleAlert className="size-3.5" aria-hidden />
      {t("state.stale")}
    </p>
  );
}

/** Why an action failed, in a line inside the dialog or card that asked for it. */
export function ErrorLine({ error }: { error: unknown }) {
  const { text, hint, fromServer } = useErrorText(error);
  const words = [text, hint].filter(Boolean).join(" ");
  return (
    <p role="alert" className="mt-3 flex max-w-[75ch] gap-2 text-danger">
      <CircleAlert className="mt-0.5 size-4" aria-hidden />
      {fromServer ? <Words>{words}</Words> : words}
    </p>
  );
}
