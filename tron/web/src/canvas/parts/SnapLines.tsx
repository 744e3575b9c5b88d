import {
  type NodeChange,
  experimental_useOnNodesChangeMiddleware as useOnNodesChange,
  useStore,
  useStoreApi,
} from "@xyflow/react";
import { useCallback, useRef } from "react";
import { create } from "zustand";
import { type Lines, type Placed, snapped } from "../model/snap";
import type { StepNode } from "../store/drawn";

const REACH = 6;
const NO_LINES: Lines = { x: null, y: null };

const useLines = create<{ lines: Lines }>()(() => ({ lines: NO_LINES }));

/** A node that is dragged alone is pulled into line with those in sight. */
export function useSnapping(): void {
  const flow = useStoreApi<StepNode>();
  const others = useRef<{ id: string; boxes: Placed[] } | null>(null);
  useOnNodesChange<StepNode>(
    useCallback(
      (changes: NodeChange<StepNode>[]) => {
        const [change] = changes;
        if (changes.length !== 1 || change?.type !== "position" || !change.position) return changes;
        const { nodeLookup, transform, width, height, snapToGrid } = flow.getState();
        const node = nodeLookup.get(change.id);
        if (!node || snapToGrid) return changes;
        if (others.current?.id !== change.id) {
          others.current = {
            id: change.id,
            boxes: inSight([...nodeLookup.values()], change.id, { transform, width, height }),
          };
        }
        const box = { ...change.position, width: node.measured.width ?? 0, height: node.measured.height ?? 0 };
        const { position, lines } = snapped(box, others.current.boxes, REACH / transform[2]);
        if (!change.dragging) others.current = null;
        draw(change.dragging ? lines : NO_LINES);
        return [{ ...change, position }];
      },
      [flow],
    ),
  );
}

type Sight = { transform: readonly [number, number, number]; width: number; height: number };
type Standing = { id: string; position: { x: number; y: number }; measured: { width?: number; height?: number } };

function inSight(nodes: readonly Standing[], moving: string, { transform, width, height }: Sight): Placed[] {
  const [x, y, zoom] = transform;
  return nodes.flatMap(({ id, position, measured }) => {
    const box = { ...position, width: measured.width ?? 0, height: measured.height ?? 0 };
    const left = box.x * zoom + x;
    const top = box.y * zoom + y;
    const seen = left < width && top < height && left + box.width * zoom > 0 && top + box.height * zoom > 0;
    return id !== moving && seen ? [box] : [];
  });
}

function draw(lines: Lines): void {
  const { lines: before } = useLines.getState();
  if (before.x !== lines.x || before.y !== lines.y) useLines.setState({ lines });
}

/** The lines that a dragged node is in line with. They stay, out of sight, and are moved by transform: no layout. */
export function SnapLines() {
  const { x, y } = useLines(({ lines }) => lines);
  const [left, top, zoom] = useStore(({ transform }) => (x === null && y === null ? NOWHERE : transform));
  return (
    <>
      <span
        aria-hidden
        className={`${LINE} inset-y-0 left-0 border-l`}
        style={{ transform: `translateX(${x === null ? -9 : x * zoom + left}px)` }}
      />
      <span
        aria-hidden
        className={`${LINE} inset-x-0 top-0 border-t`}
        style={{ transform: `translateY(${y === null ? -9 : y * zoom + top}px)` }}
      />
    </>
  );
}

const LINE = "pointer-events-none absolute z-5 border-accent will-change-transform";
const NOWHERE: [number, number, number] = [0, 0, 1];
