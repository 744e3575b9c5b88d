import type { Box } from "./size";
import type { Point } from "./types";

export type Placed = Point & Box;
export type Lines = { x: number | null; y: number | null };
export type Snapped = { position: Point; lines: Lines };

/**
 * Where a box that is dragged comes to lie: an edge or the middle of another box within `reach` pixels pulls it, and
 * says where to draw a line.
 */
export function snapped(box: Placed, others: readonly Placed[], reach: number): Snapped {
  const x = nearest(
    marks(box.x, box.width),
    others.map((other) => marks(other.x, other.width)),
    reach,
  );
  const y = nearest(
    marks(box.y, box.height),
    others.map((other) => marks(other.y, other.height)),
    reach,
  );
  return {
    position: { x: box.x + (x?.by ?? 0), y: box.y + (y?.by ?? 0) },
    lines: { x: x?.at ?? null, y: y?.at ?? null },
  };
}

type Pull = { by: number; at: number };

const marks = (start: number, size: number) => [start + size / 2, start, start + size] as const;

function nearest(mine: readonly number[], others: readonly (readonly number[])[], reach: number): Pull | null {
  let best: Pull | null = null;
  for (const theirs of others) {
    mine.forEach((mark, kind) => {
      // Like meets like: left with left, middle with middle.
      const at = theirs[kind];
      if (at === undefined || Math.abs(at - mark) > reach) return;
      if (best === null || Math.abs(at - mark) < Math.abs(best.by)) best = { by: at - mark, at };
    });
  }
  return best;
}
