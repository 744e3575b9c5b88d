import { useTranslation } from "react-i18next";
import { Words } from "@/components/Words";
import { useNow } from "@/hooks/useNow";
import { duration, phone, when } from "@/lib/format";
import type { Call } from "../api";

/** Who was called: the name over the number, or whichever there is. */
export function Contact({ call }: { call: Call }) {
  const { t } = useTranslation();
  const number = call.phone_number ? phone(call.phone_number) : null;
  const direction = t(`calls.direction.${call.direction}`);
  if (call.contact_name) {
    return (
      <span className="block min-w-0">
        <Words className="block truncate font-medium">{call.contact_name}</Words>
        <span className="num block truncate text-xs text-ink-3">{number ?? direction}</span>
      </span>
    );
  }
  return (
    <span className="block min-w-0">
      <span className="num block truncate font-medium">{number ?? t("calls.noNumber")}</span>
      <span className="block truncate text-xs text-ink-3">{direction}</span>
    </span>
  );
}

/** How the call reached its phone, in words where we know them. */
export function LineName({ line }: { line: string }) {
  const { t } = useTranslation();
  if (line === "sandbox" || line === "terminal" || line === "browser") return t(`calls.line.${line}`);
  return <Words>{line}</Words>;
}

export function CallTime({ call }: { call: Call }) {
  const { i18n } = useTranslation();
  const at = call.started_at ?? call.created_at;
  return <time dateTime={at}>{when(at, i18n.language)}</time>;
}

/** Answered to ended; it counts while people talk. */
export function TalkTime({ call }: { call: Call }) {
  const live = call.status === "in_progress" && call.answered_at !== null;
  const now = useNow(live ? 1000 : null);
  if (live && call.answered_at) {
    const seconds = (now.getTime() - new Date(call.answered_at).getTime()) / 1000;
    return <span className="num font-medium text-live">{duration(seconds)}</span>;
  }
  if (!call.ended_at) return <span className="text-ink-3">–</span>;
  return <span className="num">{duration(call.talk_time_seconds ?? 0)}</span>;
}
