import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { Words } from "@/components/Words";
import { useServerWords } from "@/hooks/useServerWords";
import { plain } from "@/lib/format";
import type { Call } from "../api";
import { reasonParts, STATUS_LOOK } from "../status";

export function CallStatus({ status }: { status: Call["status"] }) {
  const { t } = useTranslation();
  const word = t(`calls.status.${status}`);
  if (status === "in_progress") {
    return (
      <Badge tone="live" pulse>
        {word}
      </Badge>
    );
  }
  const { tone, icon } = STATUS_LOOK[status];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}

/** Why a call is as it is; an en dash while there is nothing to say. */
export function CallReason({ reason }: { reason: string | null }) {
  const { t } = useTranslation();
  const words = useServerWords();
  if (!reason) return <span className="text-ink-3">–</span>;
  const parts = reasonParts(reason);
  switch (parts.kind) {
    case "known":
      return t(`calls.reason.${parts.reason}`);
    case "blocked":
      return t("calls.reason.blocked", { rule: words("rule", parts.name) ?? plain(parts.name) });
    case "waiting":
      return t("calls.reason.waiting", { limit: words("waiting", parts.name) ?? plain(parts.name) });
    case "other":
      return <Words>{parts.words}</Words>;
  }
}
