import { getBezierPath, type InternalNode, Position } from "@xyflow/react";
import { WIDTH } from "../model/size";

/** Of a line that leads back up: how far below, beside and into its nodes it runs. */
const LOOP = 26;
const LANE = 34;
const INTO = 24;
const ROOM = 8;

/** Where a line begins and ends; `right`: the right edge of the wider reaching one of its nodes. */
export type Ends = { sourceX: number; sourceY: number; targetX: number; targetY: number; right: number };

type Drawn = [path: string, x: number, y: number, back: boolean];

/** A line as an SVG path, the place of its label, and whether it leads back up. */
export function edgePath(ends: Ends): Drawn {
  return ends.targetY >= ends.sourceY ? down(ends) : backUp(ends);
}

function down({ sourceX, sourceY, targetX, targetY }: Ends): Drawn {
  const [path, x, y] = getBezierPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition: Position.Bottom,
    targetPosition: Position.Top,
  });
  return [path, x, y, false];
}

/** Around the right of both nodes, into the target's side. */
function backUp({ sourceX, sourceY, targetX, targetY, right }: Ends): Drawn {
  const lane = right + LANE;
  const [low, high, end] = [sourceY + LOOP, targetY + INTO, targetX + WIDTH / 2 + ROOM];
  const round = Math.min(LOOP, (lane - sourceX) / 2, (low - high) / 2);
  const path =
    `M${sourceX} ${sourceY}V${low - round}Q${sourceX} ${low} ${sourceX + round} ${low}` +
    `H${lane - round}Q${lane} ${low} ${lane} ${low - round}` +
    `V${high + round}Q${lane} ${high} ${lane - round} ${high}H${end}`;
  return [path, lane, high + round + LOOP, true];
}

export function rightEdge(node: InternalNode): number {
  return node.internals.positionAbsolute.x + (node.width ?? WIDTH);
}
