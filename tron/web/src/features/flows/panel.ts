import type { FlowCanvas } from "./types";

/** What the canvas page gives to the panels beside it. */
export type PanelProps = {
  flowId: string;
  /** The draft as it stands in the page, saved or not. */
  canvas: FlowCanvas;
  /** Selects a node and brings it into view. */
  select: (nodeId: string) => void;
  /** Lights these nodes in their order, the last one as the running one; none puts the light out. */
  highlight: (path: readonly string[]) => void;
};

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

/** A path as this canvas can show it: each subflow as the node that calls it, standing still only once. */
export function drawnPath(paths: readonly string[]): string[] {
  const drawn = paths.map(drawnNode);
  return drawn.filter((node, index) => node !== drawn[index - 1]);
}
