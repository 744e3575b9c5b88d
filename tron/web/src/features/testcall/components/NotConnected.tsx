import { PhoneMissed, RotateCcw } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { ErrorLine } from "@/components/Notice";
import { type Call, retryCall } from "../api";

const CODES = ["403", "404", "408", "480", "486", "487", "488", "500", "503", "603"] as const;
const DELAYS = [0, 1, 5] as const;

/** What the network answered, and the ways to try again. */
export function NotConnected({ call, onCalled }: { call: Call; onCalled: (callId: string) => void }) {
  return (
    <div
      role="alert"
      className="flex items-start gap-2.5 rounded-md border border-danger-line border-l-2 border-l-danger px-3.5 py-3"
    >
      <PhoneMissed className="mt-0.5 size-4 text-danger" aria-hidden />
      <div className="flex min-w-0 flex-col gap-2.5">
        <p className="font-medium">{useNetworkAnswer(call.sip_status)}</p>
        {call.phone_number !== null && <Retries callId={call.id} onCalled={onCalled} />}
      </div>
    </div>
  );
}

function useNetworkAnswer(sip: number | null): string {
  const { t } = useTranslation();
  if (sip === null) return t("testcall.notConnected");
  const known = CODES.find((code) => code === String(sip));
  return known
    ? t("testcall.notConnectedSip", { code: sip, meaning: t(`testcall.sip.${known}`) })
    : t("testcall.notConnectedCode", { code: sip });
}

/** Tries are kept by Tron: this page may be closed meanwhile. */
function Retries({ callId, onCalled }: { callId: string; onCalled: (callId: string) => void }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const retry = async (minutes: number) => {
    setBusy(minutes);
    setError(null);
    try {
      onCalled((await retryCall(callId, minutes)).id);
    } catch (thrown) {
      setError(thrown);
      setBusy(null);
    }
  };
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {DELAYS.map((minutes) => (
          <Button
            key={minutes}
            icon={RotateCcw}
            busy={busy === minutes}
            disabled={busy !== null}
            onClick={() => void retry(minutes)}
          >
            {minutes === 0 ? t("testcall.retry.now") : t("testcall.retry.in", { count: minutes })}
          </Button>
        ))}
      </div>
      {error !== null && <ErrorLine error={error} />}
    </>
  );
}
