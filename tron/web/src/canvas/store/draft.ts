import { dropDraft as drop, readDraft } from "@/hooks/useDraft";
import type { FlowCanvas, Graph } from "../model/types";

const PREFIX = "tron.draft.";

/** What this tab had not saved yet, and on what it stood; `name` where the flow was renamed. */
export type Draft = { revision: number; base: Graph; canvas: FlowCanvas; name?: { mine: string; base: string } };

const draftKey = (flowId: string) => `flow.${flowId}`;

/** Keeps unsaved changes in this tab, for after a reload. */
export function keepDraft(flowId: string, draft: Draft): void {
  try {
    sessionStorage.setItem(PREFIX + draftKey(flowId), JSON.stringify(draft));
  } catch {
    // Storage is full or forbidden: the canvas itself is not touched by that.
  }
}

export function dropDraft(flowId: string): void {
  drop(draftKey(flowId));
}

/** The draft of an earlier visit, if one is left and has the shape of one. */
export function storedDraft(flowId: string): Draft | null {
  const found = readDraft(draftKey(flowId));
  if (typeof found !== "object" || found === null) return null;
  const { revision, base, canvas, name } = found as Partial<Draft>;
  if (typeof revision !== "number" || !isGraph(base) || !isGraph(canvas)) return null;
  return { revision, base, canvas, ...(isNamed(name) && { name }) };
}

function isNamed(name: Draft["name"]): name is NonNullable<Draft["name"]> {
  return typeof name?.mine === "string" && typeof name.base === "string";
}

function isGraph(value: unknown): value is FlowCanvas {
  const { nodes, edges } = (value ?? {}) as Partial<FlowCanvas>;
  return Array.isArray(nodes) && Array.isArray(edges);
}
