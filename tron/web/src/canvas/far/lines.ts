import type { InternalNode } from "@xyflow/react";
import { edgePath, rightEdge } from "../parts/edgePath";
import type { StepEdge, StepNode } from "../store/drawn";

/** A line between two nodes, the same object as long as its ends stay where they are. */
export type Line = { key: string; path: string };

export type Nodes = ReadonlyMap<string, InternalNode<StepNode>>;
type Spot = { x: number; y: number };

/** The lines of a flow as they stand now. Only those whose ends moved since the last time are made anew. */
export class Lines {
  private known = new Map<string, Line>();

  /** The line of an edge; null where one of its nodes is not drawn. */
  of(edge: StepEdge, nodes: Nodes): Line | null {
    const source = nodes.get(edge.source);
    const target = nodes.get(edge.target);
    if (!source || !target) return null;
    const from = endOf(source, "source", edge.sourceHandle ?? null);
    const to = endOf(target, "target", null);
    const right = Math.max(rightEdge(source), rightEdge(target));
    const key = `${from.x} ${from.y} ${to.x} ${to.y} ${right}`;
    const known = this.known.get(edge.id);
    if (known?.key === key) return known;
    const [path] = edgePath({ sourceX: from.x, sourceY: from.y, targetX: to.x, targetY: to.y, right });
    const made = { key, path };
    this.known.set(edge.id, made);
    return made;
  }
}

/** Where a line leaves a node or comes to it: the outer end of the handle's dot. */
function endOf(node: InternalNode<StepNode>, type: "source" | "target", id: string | null): Spot {
  const { x, y } = node.internals.positionAbsolute;
  const handle = node.handles?.find((one) => one.type === type && (type === "target" || one.id === id));
  if (!handle) return { x: x + (node.width ?? 0) / 2, y: type === "source" ? y + (node.height ?? 0) : y };
  const { width = 0, height = 0 } = handle;
  return { x: x + handle.x + width / 2, y: y + handle.y + (type === "source" ? height : 0) };
}
