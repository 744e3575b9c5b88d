import { useFlowDiff } from "../api";
import type { DraftProps } from "../panel";
import type { FlowCanvas, Side } from "../types";
import { useSettledCount } from "./useSettled";

const SETTLED_MS = 1500;

/** How two versions differ; the draft as it is written now. */
export function useComparison(
  flowId: string,
  canvas: FlowCanvas,
  { from, to }: { from: Side; to: Side },
  flush: DraftProps["flush"],
) {
  const draft = useSettledCount(canvas, SETTLED_MS);
  return useFlowDiff(flowId, from, to, draft, flush);
}
