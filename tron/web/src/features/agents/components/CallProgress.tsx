import { Ban, Check, CircleSlash, CircleX, Clock, PhoneForwarded, PhoneMissed } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Badge } from "@/components/Badge";
import { buttonLook } from "@/components/Button";
import { useCallEvents } from "@/stores/live";
import { callState } from "../progress";

/** How the call that was just made goes, with the way to its page. */
export function CallProgress({ callId }: { callId: string }) {
  const { t } = useTranslation();
  const state = callState(useCallEvents(callId));
  return (
    <div
      role="status"
      aria-label={t("builder.test.state")}
      className="flex flex-wrap items-center justify-between gap-2"
    >
      {state === "in_progress" ? (
        <Badge tone="live" pulse>
          {t("calls.status.in_progress")}
        </Badge>
      ) : (
        <Badge {...LOOKS[state]}>{t(`calls.status.${state}`)}</Badge>
      )}
      <Link to={`/calls/${callId}`} className={buttonLook("quiet", true)}>
        {t("builder.test.show")}
      </Link>
    </div>
  );
}

const LOOKS = {
  queued: { tone: "neutral", icon: Clock },
  ringing: { tone: "info", icon: PhoneForwarded },
  completed: { tone: "success", icon: Check },
  no_answer: { tone: "warning", icon: PhoneMissed },
  busy: { tone: "warning", icon: CircleSlash },
  failed: { tone: "danger", icon: CircleX },
  cancelled: { tone: "neutral", icon: Ban },
} as const;
