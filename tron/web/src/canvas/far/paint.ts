import type { Line } from "./lines";

/** Viewport in pixels of the page, and pixels of the screen for each of those. */
export type Sight = { x: number; y: number; zoom: number; width: number; height: number; ratio: number };

export type Box = {
  x: number;
  y: number;
  width: number;
  height: number;
  fill: string;
  border: string;
  /** The state is more than rest: drawn broader, and above what rests. */
  strong: boolean;
  /** Null for one without a tile. */
  tile: string | null;
};

export type Stroke = { edge: string; line: Line; colour: string; width: number };

/** `below`: what lies under the lines, the frames of groups. */
export type Picture = { below: readonly Box[]; strokes: readonly Stroke[]; boxes: readonly Box[] };

/** On the screen no line gets thinner than this, however far the canvas is seen from. */
const THINNEST = 0.6;
/** As wide as a line is to the pointer. */
const REACH = 8;
const BORDER = 1;
const STRONG = 2;
const TILE = { at: 10, size: 32 };

const paths = new WeakMap<Line, Path2D>();

/** Draws frames, then lines, then boxes, then those boxes whose state matters. */
export function paint(context: CanvasRenderingContext2D, { below, strokes, boxes }: Picture, sight: Sight): void {
  const { x, y, zoom, width, height, ratio } = sight;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * x, ratio * y);
  context.lineWidth = Math.max(BORDER, THINNEST / zoom);
  for (const frame of below) drawBox(context, frame);
  for (const { line, colour, width: broad } of strokes) {
    context.strokeStyle = colour;
    context.lineWidth = Math.max(broad, THINNEST / zoom);
    context.stroke(pathOf(line));
  }
  for (const strong of [false, true]) {
    context.lineWidth = strong ? STRONG / zoom : Math.max(BORDER, THINNEST / zoom);
    for (const box of boxes) if (box.strong === strong) drawBox(context, box);
  }
}

/** The edge whose line is at this point of the page, the uppermost one; null for none. Right after `paint`. */
export function lineAt(
  context: CanvasRenderingContext2D,
  strokes: readonly Stroke[],
  { x, y }: { x: number; y: number },
  { zoom, ratio }: Sight,
): string | null {
  context.lineWidth = REACH / zoom;
  return strokes.findLast(({ line }) => context.isPointInStroke(pathOf(line), x * ratio, y * ratio))?.edge ?? null;
}

function drawBox(context: CanvasRenderingContext2D, { x, y, width, height, fill, border, tile }: Box): void {
  context.fillStyle = fill;
  context.fillRect(x, y, width, height);
  context.strokeStyle = border;
  context.strokeRect(x, y, width, height);
  if (tile === null) return;
  context.fillStyle = tile;
  context.fillRect(x + TILE.at, y + TILE.at, TILE.size, Math.min(TILE.size, height - 2 * TILE.at));
}

function pathOf(line: Line): Path2D {
  let path = paths.get(line);
  if (!path) {
    path = new Path2D(line.path);
    paths.set(line, path);
  }
  return path;
}
