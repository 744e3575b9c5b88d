import type { FlowCanvas, FlowNode } from "../types";
import { pinState, useResults } from "./useResults";

export type PinnedResult = {
  node: FlowNode;
  variables: Record<string, unknown>;
  /** The node was changed since. */
  stale: boolean;
};

/** Results of single nodes that count as known when others are tried. */
export function usePinnedResults(flowId: string, canvas: FlowCanvas) {
  const [results, change] = useResults(flowId);
  return {
    pinned: canvas.nodes.flatMap((node): PinnedResult[] => {
      const found = results[node.id];
      return found ? [{ node, variables: found.variables, stale: pinState(results, node) === "stale" }] : [];
    }),
    pin: (node: string, data: string, variables: Record<string, unknown>) =>
      change({ ...results, [node]: { data, variables } }),
    unpin: (node: string) => {
      const { [node]: _, ...rest } = results;
      change(rest);
    },
  };
}
