import { useTranslation } from "react-i18next";
import { LoadError } from "@/components/Notice";
import { Skeleton } from "@/components/Skeleton";
import type { useComparison } from "../hooks/useComparison";
import type { PanelProps } from "../panel";
import { DiffView } from "./DiffView";

type ComparedProps = Pick<PanelProps, "canvas" | "select"> & { diff: ReturnType<typeof useComparison> };

/** What a comparison found, once it is there. */
export function Compared({ diff: { data, error, isValidating, mutate }, canvas, select }: ComparedProps) {
  const { t } = useTranslation();
  if (data) return <DiffView diff={data} canvas={canvas} select={select} />;
  if (!error) return <Skeleton rows={3} rowClass="h-9" />;
  const retry = () => void mutate();
  return <LoadError title={t("flows.diff.loadError")} error={error} busy={isValidating} onRetry={retry} />;
}
