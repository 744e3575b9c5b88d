import { useState } from "react";
import type { Pair } from "@/components/form/KeyValue";
import { readDraft, useDraft } from "@/hooks/useDraft";
import { testNode } from "../api";
import type { FlowCanvas, NodeTestBody, NodeTestResult } from "../types";
import { variablesFrom } from "../values";
import { usePinnedResults } from "./usePinnedResults";
import { stateOf } from "./useResults";

/** What is pinned for tries of one node. `heard`: words, or keys where `byKeys`; `turns`: a line each. */
export type Pinned = { variables: Pair[]; byKeys: boolean; heard: string; turns: string };

const NOTHING: Pinned = { variables: [], byKeys: false, heard: "", turns: "" };

type Tried = { result: NodeTestResult; data: string };

/** Tries of one node. What is pinned outlives a reload of the tab. */
export function useNodeTest(flowId: string, canvas: FlowCanvas, nodeId: string) {
  const key = `flow.${flowId}.test.${nodeId}`;
  const [pinned, setPinned] = useState<Pinned>(() => trusted(readDraft(key)));
  const [tried, setTried] = useState<Tried | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  useDraft(key, pinned === NOTHING ? null : pinned);
  const results = usePinnedResults(flowId, canvas);
  const others = results.pinned.filter(({ node }) => node.id !== nodeId);
  const data = stateOf(canvas.nodes.find(({ id }) => id === nodeId));

  const run = async () => {
    setBusy(true);
    setError(null);
    try {
      const known = Object.assign({}, ...others.map(({ variables }) => variables));
      setTried({ result: await testNode(flowId, bodyOf(nodeId, canvas, pinned, known)), data });
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };

  return {
    pinned,
    pin: (part: Partial<Pinned>) => setPinned((before) => ({ ...before, ...part })),
    result: tried?.result ?? null,
    /** The node was changed since it was tried. */
    stale: tried !== null && tried.data !== data,
    error,
    busy,
    run: () => void run(),
    /** Results of other nodes, which this one knows. */
    others,
    unpin: results.unpin,
    kept: results.pinned.some(({ node }) => node.id === nodeId),
    /** Others are to know what this node found; or no more. */
    keep: (on: boolean) =>
      on && tried ? results.pin(nodeId, tried.data, tried.result.variables) : results.unpin(nodeId),
  };
}

function bodyOf(
  node_id: string,
  canvas_data: FlowCanvas,
  pinned: Pinned,
  known: Record<string, unknown>,
): NodeTestBody {
  const heard = pinned.heard.trim();
  return {
    node_id,
    canvas_data,
    variables: { ...known, ...variablesFrom(pinned.variables) },
    heard:
      heard === "" ? null : { silence: false, hang_up: false, ...(pinned.byKeys ? { keys: heard } : { text: heard }) },
    run_tools: false,
    inputs: linesOf(pinned.turns),
  };
}

/** A text's lines that say something. */
export function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** What an earlier visit pinned, if it has today's shape. */
function trusted(found: unknown): Pinned {
  const whole = typeof found === "object" && found !== null && Object.keys(NOTHING).every((name) => name in found);
  return whole ? (found as Pinned) : NOTHING;
}
