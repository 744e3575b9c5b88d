import { Archive, CircleCheck, CircleDot, FilePen } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import type { FlowSummary } from "../types";

type FlowStateProps = { flow: Pick<FlowSummary, "version" | "draft_changed" | "archived_at"> };

/** Which version calls get, and whether the draft has moved on since. */
export function FlowState({ flow: { version, draft_changed: changed, archived_at: archived } }: FlowStateProps) {
  const { t } = useTranslation();
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      {archived !== null && (
        <Badge tone="neutral" icon={Archive}>
          {t("flows.archived")}
        </Badge>
      )}
      {version > 0 ? (
        <Badge tone="success" icon={CircleCheck}>
          {t("flows.version", { version })}
        </Badge>
      ) : (
        <Badge tone="neutral" icon={FilePen}>
          {t("flows.draftOnly")}
        </Badge>
      )}
      {version > 0 && changed && (
        <Badge tone="warning" icon={CircleDot}>
          {t("flows.draftChanged")}
        </Badge>
      )}
    </span>
  );
}
