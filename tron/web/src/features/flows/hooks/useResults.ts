import { useEffect, useState } from "react";
import { keepDraft, readDraft } from "@/hooks/useDraft";
import type { FlowNode } from "../types";

/** What a node set when it was tried, and the state it was in then. */
export type Pinned = { data: string; variables: Record<string, unknown> };
export type Results = Readonly<Record<string, Pinned>>;

/** What a node is and holds, to tell whether it changed. */
export function stateOf(node: Pick<FlowNode, "type" | "data"> | undefined): string {
  return JSON.stringify([node?.type, node?.data]);
}

/** Whether a node's result is pinned, and whether the node was changed since. */
export function pinState(results: Results, node: FlowNode): "pinned" | "stale" | null {
  const found = results[node.id];
  if (!found) return null;
  return found.data === stateOf(node) ? "pinned" : "stale";
}

/** The pinned results of a flow by the nodes' ids; all parts of the page have the same. They outlive a reload of the tab. */
export function useResults(flowId: string): [Results, (next: Results) => void] {
  const key = `flow.${flowId}.results`;
  const [results, setResults] = useState<Results>(() => trusted(readDraft(key)));
  useEffect(() => {
    const follow = (event: Event) => {
      const { detail } = event as CustomEvent<Told>;
      if (detail.key === key) setResults(detail.results);
    };
    window.addEventListener(CHANGED, follow);
    return () => window.removeEventListener(CHANGED, follow);
  }, [key]);
  const change = (next: Results) => {
    keepDraft(key, next);
    window.dispatchEvent(new CustomEvent<Told>(CHANGED, { detail: { key, results: next } }));
  };
  return [results, change];
}

const CHANGED = "tron.flow.results";
type Told = { key: string; results: Results };

/** What an earlier visit pinned, if it has today's shape. */
function trusted(found: unknown): Results {
  const whole = isRecord(found) && Object.values(found).every((one) => isRecord(one) && isRecord(one["variables"]));
  return whole ? (found as Results) : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
