import type { Marks } from "./marks";
import type { FlowCanvas } from "./types";

/** What the canvas page gives to the panels beside it. */
export type PanelProps = {
  flowId: string;
  /** The draft as it stands in the page, saved or not. */
  canvas: FlowCanvas;
  /** Selects a node and brings it into view. */
  select: (nodeId: string) => void;
  /** Lights these nodes in their order, the last one as the running one unless the talk is over; none puts the light out. */
  highlight: (path: readonly Passed[]) => void;
  /** Signs nodes that two versions have otherwise. */
  mark?: (marks: Marks) => void;
};

/**
 * A node that a talk came by. `way`: the handle it left by, null for none; undefined where that was not kept. `over`: the
 * talk ended there.
 */
export type Passed = { node: string; way?: string | null; over?: boolean };

/** The path of a talk that is over: nothing runs any more. */
export function endedPath(path: readonly Passed[]): Passed[] {
  return path.map((passed, at) => (at === path.length - 1 ? { ...passed, over: true } : passed));
}

/** What the panel of versions needs beyond that: it publishes and replaces the draft that the page holds. */
export type DraftProps = {
  /** Writes what is not saved yet; the draft's revision afterwards. */
  flush: () => Promise<number>;
  /** The draft was replaced by a stored version, or the flow was published. */
  onReplaced: () => void;
};

/** "outer/inner" of a subflow's node is drawn here as "outer". */
export function drawnNode(path: string): string {
  return path.split("/", 1)[0] ?? path;
}

/** Of a subflow's node: where it goes on when the other flow is over, and where when that could not run. */
const OVER = "next";
const CANNOT_RUN = "failed";

/** A path as this canvas can show it: what happens in a subflow is one step, at the node that calls it. */
export function drawnPath(path: readonly Passed[]): Passed[] {
  const drawn: Passed[] = [];
  for (const passed of path) {
    const node = drawnNode(passed.node);
    const last = drawn.at(-1);
    if (node === passed.node) drawn.push({ ...passed });
    else if (last?.node === node) last.way = OVER;
    else drawn.push({ node, way: OVER });
  }
  return drawn;
}

/** A path with the ways that the events of a talk tell; a subflow is left for another flow, or because it cannot run. */
export function passedBy(
  steps: readonly { entered: boolean; node: string; type?: string | null; way?: string | null }[],
): Passed[] {
  const path: Passed[] = [];
  for (const { entered, node, type, way } of steps) {
    if (entered) path.push({ node, way: null });
    else {
      const left = path.findLast((one) => one.node === node);
      if (left) left.way = way ?? (type === "subflow" ? CANNOT_RUN : null);
    }
  }
  return path;
}
