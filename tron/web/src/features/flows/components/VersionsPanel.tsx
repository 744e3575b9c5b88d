import { GitCompare, Upload } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { ListBody } from "@/components/table/ListBody";
import { useFlow, useFlowVersions } from "../api";
import type { DraftProps, PanelProps } from "../panel";
import type { FlowVersion, Side } from "../types";
import { ComparePart } from "./ComparePart";
import { FlowState } from "./FlowState";
import { PublishDialog } from "./PublishDialog";
import { VersionList } from "./VersionList";

/** What was published when; compare any two, put one back into the draft, roll back, publish. */
export function VersionsPanel(props: PanelProps & DraftProps) {
  const { t } = useTranslation();
  const { flowId } = props;
  const flow = useFlow(flowId).data;
  const { data: versions, error, isValidating, mutate } = useFlowVersions(flowId);
  const [publishing, setPublishing] = useState(false);
  const [sides, setSides] = useState<{ from: Side; to: Side } | null>(null);
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <div className="flex flex-wrap items-center justify-between gap-2 px-4 py-3">
        {flow && <FlowState flow={flow} />}
        <Button small icon={Upload} onClick={() => setPublishing(true)}>
          {t("flows.publish.verb")}
        </Button>
      </div>
      {sides && versions && (
        <ComparePart {...props} versions={versions} sides={sides} onSides={setSides} onClose={() => setSides(null)} />
      )}
      <ListBody<FlowVersion>
        rows={versions}
        loading={{ error, busy: isValidating, retry: () => void mutate() }}
        errorTitle={t("flows.versions.loadError")}
        empty={
          <EmptyState icon={GitCompare} title={t("flows.versions.empty")}>
            <p>{t("flows.versions.emptyBody")}</p>
          </EmptyState>
        }
        skeleton={{ rows: 4, rowClass: "h-16" }}
      >
        {(rows) => <VersionList {...props} versions={rows} onCompare={(from, to) => setSides({ from, to })} />}
      </ListBody>
      <PublishDialog {...props} open={publishing} onClose={() => setPublishing(false)} />
    </div>
  );
}
