import { isQuiet } from "./quiet";
import type { FlowCanvas } from "./types";

/** As nodes are drawn on the canvas, in its pixels. */
const NODE = { width: 228, height: 72 };
const MARGIN = 40;

type Point = { x: number; y: number };
export type Sketch = {
  width: number;
  height: number;
  boxes: { id: string; type: string; x: number; y: number; width: number; height: number }[];
  lines: { id: string; from: Point; to: Point }[];
};

/** A flow as a small drawing: a box for each node and a line for each edge; notes and groups are left out. */
export function sketchOf({ nodes, edges }: FlowCanvas): Sketch {
  const shown = nodes.filter(({ type }) => !isQuiet(type));
  const left = Math.min(...shown.map(({ position }) => position.x), Number.POSITIVE_INFINITY);
  const top = Math.min(...shown.map(({ position }) => position.y), Number.POSITIVE_INFINITY);
  const boxes = shown.map(({ id, type, position }) => ({
    id,
    type,
    x: position.x - left + MARGIN,
    y: position.y - top + MARGIN,
    ...NODE,
  }));
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const lines = edges.flatMap(({ id, source, target }) => {
    const [from, to] = [byId.get(source), byId.get(target)];
    if (!from || !to) return [];
    const out = { x: from.x + NODE.width / 2, y: from.y + NODE.height };
    return [{ id, from: out, to: { x: to.x + NODE.width / 2, y: to.y } }];
  });
  const width = Math.max(0, ...boxes.map(({ x }) => x + NODE.width)) + MARGIN;
  const height = Math.max(0, ...boxes.map(({ y }) => y + NODE.height)) + MARGIN;
  return { width, height, boxes, lines };
}

/** A line from the foot of a box to the head of another one, bent like the canvas bends it. */
export function curve(from: Point, to: Point): string {
  const bend = Math.max(40, Math.abs(to.y - from.y) / 2);
  return `M${from.x},${from.y}C${from.x},${from.y + bend} ${to.x},${to.y - bend} ${to.x},${to.y}`;
}
