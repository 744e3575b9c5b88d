import { Clock, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { ErrorLine } from "@/components/Notice";
import { notify } from "@/components/toasts";
import { useNow } from "@/hooks/useNow";
import { duration, when } from "@/lib/format";
import { type Call, hangUp } from "../api";

/** A call that waits: for its time, counted down, or for a worker. It can be cancelled. */
export function Waiting({ call }: { call: Call }) {
  const { t, i18n } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const now = useNow(1000);
  const seconds = (Date.parse(call.eligible_at) - now.getTime()) / 1000;
  const cancel = async () => {
    setBusy(true);
    setError(null);
    try {
      await hangUp(call.id);
      notify.done(t(call.previous_call_id === null ? "testcall.cancelled" : "testcall.retry.cancelled"));
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p className="flex items-center gap-2 text-ink-2">
        <Clock className="size-4" aria-hidden />
        {seconds > 0 ? (
          <>
            <time dateTime={call.eligible_at}>
              {t("testcall.retry.waiting", { time: when(call.eligible_at, i18n.language, now) })}
            </time>
            <span className="num font-medium text-ink" role="timer" aria-live="off">
              {t("testcall.retry.left", { time: duration(Math.ceil(seconds)) })}
            </span>
          </>
        ) : (
          t("testcall.queued")
        )}
      </p>
      <Button icon={X} busy={busy} disabled={busy} onClick={() => void cancel()}>
        {t(call.previous_call_id === null ? "testcall.cancel" : "testcall.retry.cancel")}
      </Button>
      {error !== null && <ErrorLine error={error} />}
    </div>
  );
}
