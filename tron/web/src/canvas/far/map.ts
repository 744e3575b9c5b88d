import { lightOn } from "../model/light";
import type { EditorState } from "../store/editor";
import { worst } from "../store/views";
import type { Colours } from "./colours";
import type { Nodes } from "./lines";
import type { Sight } from "./paint";

export type Rect = { x: number; y: number; width: number; height: number };

/** Where the map lies: its upper left corner on the canvas, and its pixels for one of those. */
export type Place = { x: number; y: number; scale: number };

const PADDING = 0.05;

/** What is seen of the canvas, in the canvas's own pixels. */
export function viewOf({ x, y, zoom, width, height }: Sight): Rect {
  return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
}

/** The place that shows all nodes and what is seen, in the middle of a map of this size. */
export function placeOf(nodes: Nodes, view: Rect, size: { width: number; height: number }): Place {
  let [left, top, right, bottom] = [view.x, view.y, view.x + view.width, view.y + view.height];
  for (const { internals, width = 0, height = 0 } of nodes.values()) {
    const { x, y } = internals.positionAbsolute;
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  const room = 1 - 2 * PADDING;
  const scale = Math.min((size.width * room) / (right - left), (size.height * room) / (bottom - top));
  return {
    x: (left + right) / 2 - size.width / scale / 2,
    y: (top + bottom) / 2 - size.height / scale / 2,
    scale,
  };
}

type Shown = { nodes: Nodes; view: Rect; place: Place; size: { width: number; height: number }; ratio: number };

/** Draws the nodes by their state, and dims what is not seen. */
export function paintMap(
  context: CanvasRenderingContext2D,
  { nodes, view, place, size, ratio }: Shown,
  { findings, light }: Pick<EditorState, "findings" | "light">,
  look: Colours,
): void {
  const { x, y, scale } = place;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  context.setTransform(ratio * scale, 0, 0, ratio * scale, -ratio * scale * x, -ratio * scale * y);
  for (const { id, type, hidden, selected, internals, width = 0, height = 0 } of nodes.values()) {
    if (hidden || type === "frame") continue;
    const error = worst(findings, id)?.severity === "error";
    const rest = error ? look.danger : selected ? look.accent : look.edge;
    context.fillStyle = lightOn(light, id) === "running" ? look.live : rest;
    context.fillRect(internals.positionAbsolute.x, internals.positionAbsolute.y, width, height);
  }
  context.beginPath();
  context.rect(x, y, size.width / scale, size.height / scale);
  context.rect(view.x, view.y, view.width, view.height);
  context.globalAlpha = DIM;
  context.fillStyle = look.sunken;
  context.fill("evenodd");
  context.globalAlpha = 1;
  context.strokeStyle = look.accent;
  context.lineWidth = FRAME / scale;
  context.strokeRect(view.x, view.y, view.width, view.height);
}

const DIM = 0.55;
const FRAME = 1.5;
