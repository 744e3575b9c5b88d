import { CircleAlert, GitPullRequestArrow } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { useErrorText } from "@/hooks/useErrorText";
import { time } from "@/lib/format";
import type { Saved, Saver } from "../store/saver";

/** Whether the draft is on the server, and what to do where it is not. */
export function SaveNote({ saved, saver }: { saved: Saved; saver: Saver }) {
  const { t, i18n } = useTranslation();
  const { state, at, error } = saved;
  if (state === "failed") return <Failed error={error} onRetry={saver.retry} />;
  if (state === "conflict") {
    return (
      <span role="status" className="flex items-center gap-2 text-xs whitespace-nowrap text-warning">
        {t("canvas.save.conflict")}
        <Button small icon={GitPullRequestArrow} onClick={() => saver.ask(true)}>
          {t("canvas.save.decide")}
        </Button>
      </span>
    );
  }
  const text =
    state === "saved"
      ? at
        ? t("canvas.save.savedAt", { time: time(at, i18n.language) })
        : t("canvas.save.saved")
      : t("canvas.save.saving");
  return (
    <span role="status" className="num text-xs whitespace-nowrap text-ink-3 max-sm:hidden">
      {text}
    </span>
  );
}

function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  const { text } = useErrorText(error, { retried: true });
  return (
    <span role="alert" className="flex min-w-0 items-center gap-2 text-xs text-danger">
      <CircleAlert className="size-3.5" aria-hidden />
      <span className="truncate" title={text}>
        {t("canvas.save.failed")} <span translate="no">{text}</span>
      </span>
      <Button small onClick={onRetry}>
        {t("action.retry")}
      </Button>
    </span>
  );
}
