import { lightOn, walkOf, wentAlong } from "../model/light";
import { along, breadth } from "../model/traffic";
import type { StepEdge } from "../store/drawn";
import type { EditorState } from "../store/editor";
import { worst } from "../store/views";
import type { Colours } from "./colours";
import type { Lines, Nodes } from "./lines";
import type { Box, Picture, Sight, Stroke } from "./paint";

const WIDTH = 1.5;
const WALKED = 2;

type State = Pick<EditorState, "findings" | "light" | "specs" | "traffic">;
type Drawn = { nodes: Nodes; edges: readonly StepEdge[] };

/** What the far canvas shows: the flow with its states, without words. Notes draw themselves. */
export function pictureOf({ nodes, edges }: Drawn, state: State, lines: Lines, look: Colours, sight: Sight): Picture {
  const boxes: Box[] = [];
  const below: Box[] = [];
  for (const { id, type, selected, hidden, zIndex = 0, width = 0, height = 0, data, internals } of nodes.values()) {
    const { x, y } = internals.positionAbsolute;
    if (type === "note" || hidden || !inSight(x, y, width, height, sight)) continue;
    if (type === "frame") {
      const { fill, line } = look.papers.get(String(data.node.data["color"])) ?? look.paper;
      const border = selected ? look.accent : line;
      const group = { x, y, width, height, fill, border, strong: selected ?? false, tile: null };
      // A folded one is a box like others.
      (zIndex < 0 ? below : boxes).push(group);
      continue;
    }
    const error = worst(state.findings, id)?.severity === "error";
    const border = borderOf(lightOn(state.light, id), error, selected ?? false, look);
    const category = state.specs.get(data.node.type)?.category ?? "";
    const tile = look.tiles.get(category) ?? look.tile;
    const fill = error ? look.dangerFill : look.fill;
    boxes.push({ x, y, width, height, fill, tile, border: border ?? look.line, strong: border !== null });
  }
  return { below, boxes, strokes: strokesOf({ nodes, edges }, state, lines, look) };
}

function strokesOf({ nodes, edges }: Drawn, { light, traffic }: State, lines: Lines, look: Colours): Stroke[] {
  const rest: Stroke[] = [];
  const above: Stroke[] = [];
  for (const edge of edges) {
    const line = lines.of(edge, nodes);
    if (!line) continue;
    const walk = walkOf(edge.data?.edge ?? edge, edge.sourceHandle);
    const walked = wentAlong(light, ...walk);
    const went = along(traffic, walk);
    if (edge.selected) above.push({ edge: edge.id, line, colour: look.accent, width: went ? breadth(went) : WALKED });
    else if (walked) above.push({ edge: edge.id, line, colour: look.live, width: went ? breadth(went) : WALKED });
    else rest.push({ edge: edge.id, line, colour: look.edge, width: went ? breadth(went) : WIDTH });
  }
  return [...rest, ...above];
}

function borderOf(light: ReturnType<typeof lightOn>, error: boolean, selected: boolean, look: Colours): string | null {
  if (selected) return look.accent;
  if (light === "running") return look.live;
  if (error) return look.danger;
  return light === "walked" ? look.liveLine : null;
}

function inSight(x: number, y: number, width: number, height: number, sight: Sight): boolean {
  const left = x * sight.zoom + sight.x;
  const top = y * sight.zoom + sight.y;
  return left < sight.width && top < sight.height && left + width * sight.zoom > 0 && top + height * sight.zoom > 0;
}
