import { Workflow } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { buttonLook } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { LoadError } from "@/components/Notice";
import { Skeleton } from "@/components/Skeleton";
import { ApiError } from "@/lib/errors";
import { useCallFlow, useFlow, useNodeSpecs, useVersion } from "./api";
import type { CanvasSlots } from "./panels";
import { ReadOnlyFlow } from "./parts/ReadOnlyFlow";
import { Workspace } from "./parts/Workspace";

type FlowEditorProps = {
  flowId: string;
  /** A published version to look at; null for the draft. */
  version: number | null;
  /** A call whose canvas is looked at, as it was then, with the way it took. */
  callId: string | null;
  /** A screen too small to edit on. */
  small: boolean;
  slots: CanvasSlots;
};

/** Loads a flow and its node types, then opens the canvas. */
export function FlowEditor({ flowId, version, callId, small, slots }: FlowEditorProps) {
  const { t } = useTranslation();
  const flow = useFlow(flowId);
  const specs = useNodeSpecs();
  const published = useVersion(flowId, version);
  const walked = useCallFlow(callId);
  const kept = callId === null ? published : walked;
  const isKept = version !== null || callId !== null;
  const parts = isKept ? [flow, specs, kept] : [flow, specs];
  const failed = parts.find((part) => part.data === undefined && part.error !== undefined);
  if (failed && failed.error instanceof ApiError && failed.error.status === 404) return <NoSuchFlow />;
  if (failed) {
    const retry = () => parts.forEach((part) => void part.mutate());
    return <LoadError title={t("canvas.loadError")} error={failed.error} busy={failed.isValidating} onRetry={retry} />;
  }
  if (!flow.data || !specs.data || (isKept && !kept.data)) return <Skeleton rows={6} rowClass="h-20" />;
  if (isKept && kept.data) {
    const { canvas_data } = kept.data;
    return (
      <ReadOnlyFlow
        key={`${flowId} ${version} ${callId}`}
        flow={flow.data}
        canvas={canvas_data}
        specs={specs.data}
        version={version}
        callId={callId}
        small={small}
        slots={slots}
      />
    );
  }
  if (small) {
    const { canvas_data } = flow.data;
    return (
      <ReadOnlyFlow
        key={flowId}
        flow={flow.data}
        canvas={canvas_data}
        specs={specs.data}
        version={null}
        callId={null}
        small
        slots={slots}
      />
    );
  }
  return <Workspace key={flowId} flow={flow.data} specs={specs.data} slots={slots} reload={() => void flow.mutate()} />;
}

function NoSuchFlow() {
  const { t } = useTranslation();
  const back = (
    <Link to="/flows" className={buttonLook("primary")}>
      {t("canvas.missing.back")}
    </Link>
  );
  return (
    <EmptyState icon={Workflow} title={t("canvas.missing.title")} actions={back}>
      <p>{t("canvas.missing.body")}</p>
    </EmptyState>
  );
}
