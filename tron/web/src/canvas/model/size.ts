import { summaryOf } from "./summary";
import type { FlowNode, Point, Specs } from "./types";

export const WIDTH = 228;
/** Branches with more outputs than fit get wider: an output is a cell of this width. */
export const CELL = 85;
const HEAD = 48;
const CELLS = 40;
/** A letter's usual width at this size; beside the text is the node's padding. */
const LETTER = 6;
const MARGIN = 30;
const HEIGHT_BY_LINES = [HEAD, 70, 94];
const NOTE: Box = { width: 200, height: 120 };

export type Box = { width: number; height: number };

/**
 * How large a node is drawn. Known before it is drawn, so that 500 of them need no measuring. `troubled`: it says what is
 * to be done instead, in a line at least; more would push what stands below.
 */
export function boxOf(node: FlowNode, specs: Specs, cells: number, troubled = false): Box {
  const spec = specs.get(node.type);
  if (spec && !spec.runs) return NOTE;
  const width = cells > 1 ? Math.max(WIDTH, cells * CELL) : WIDTH;
  const lines = Math.max(linesOf(summaryOf(node, spec), width), troubled ? 1 : 0);
  const height = (HEIGHT_BY_LINES[lines] ?? HEAD) + (cells > 1 ? CELLS + (lines > 0 ? 4 : 0) : 0);
  return { width, height };
}

/** Lines of content below the name, two at most. */
export function linesOf(text: string | null, width: number): number {
  if (text === null || text === "") return 0;
  return text.length * LETTER > width - MARGIN || text.includes("\n") ? 2 : 1;
}

/** Where the middle of a handle is, seen from the node's upper left corner. */
export function handleAt(box: Box, index: number, cells: number): Point {
  return { x: (box.width / Math.max(cells, 1)) * (index + 0.5), y: box.height };
}

/** Between a node and the next one below; below a branch there is room for the signs of ways that lead nowhere. */
export const GAP = 44;
export const BRANCH_GAP = 72;

/** A free place for a box below another one, further right the more stands there. */
export function placeBelow(
  from: Point & Box,
  box: Box,
  taken: readonly (Point & Box)[],
  { offset, gap }: { offset: number; gap: number },
): Point {
  const y = from.y + from.height + gap;
  const start = { x: from.x + from.width / 2 - box.width / 2 + offset, y };
  return freePlace(start, box, taken);
}

/** The place itself, or the next one to the right where nothing stands. */
export function freePlace(start: Point, box: Box, taken: readonly (Point & Box)[]): Point {
  const place = { ...start };
  for (let tries = 0; tries < 200; tries++) {
    const blocker = taken.find((other) => overlaps({ ...place, ...box }, other));
    if (!blocker) return place;
    place.x = blocker.x + blocker.width + GAP / 2;
  }
  return place;
}

export function overlaps(a: Point & Box, b: Point & Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
