import { useTranslation } from "react-i18next";
import type { CallDetail } from "../api";
import { isOver } from "../status";

/** Why a call has no transcript. */
export function NoWords({ call }: { call: CallDetail }) {
  const { t } = useTranslation();
  if (call.status === "in_progress") return t("call.noWords.yet");
  if (!isOver(call.status)) return t("call.noWords.ringing");
  return call.answered_at === null ? t("call.noWords.unanswered") : t("call.noWords.silent");
}
