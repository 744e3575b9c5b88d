import { useState } from "react";
import { keepDraft, readDraft } from "@/hooks/useDraft";
import type { FlowCanvas } from "../types";

type FlowNode = FlowCanvas["nodes"][number];
type Pinned = { data: string; variables: Record<string, unknown> };
type Results = Readonly<Record<string, Pinned>>;

export type PinnedResult = {
  node: FlowNode;
  variables: Record<string, unknown>;
  /** The node was changed since. */
  stale: boolean;
};

/** What a node is and holds, to tell whether it changed. */
export function stateOf(node: FlowNode | undefined): string {
  return JSON.stringify([node?.type, node?.data]);
}

/** Results of single nodes that count as known when others are tried. They outlive a reload of the tab. */
export function usePinnedResults(flowId: string, canvas: FlowCanvas) {
  const key = `flow.${flowId}.results`;
  const [results, setResults] = useState<Results>(() => trusted(readDraft(key)));
  const change = (next: Results) => {
    setResults(next);
    keepDraft(key, next);
  };
  return {
    pinned: canvas.nodes.flatMap((node): PinnedResult[] => {
      const found = results[node.id];
      return found ? [{ node, variables: found.variables, stale: found.data !== stateOf(node) }] : [];
    }),
    pin: (node: string, data: string, variables: Record<string, unknown>) =>
      change({ ...results, [node]: { data, variables } }),
    unpin: (node: string) => {
      const { [node]: _, ...rest } = results;
      change(rest);
    },
  };
}

/** What an earlier visit pinned, if it has today's shape. */
function trusted(found: unknown): Results {
  const whole = isRecord(found) && Object.values(found).every((one) => isRecord(one) && isRecord(one["variables"]));
  return whole ? (found as Results) : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
