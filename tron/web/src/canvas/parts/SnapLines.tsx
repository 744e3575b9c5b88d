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

/** The lines that a dragged node is in line with. */
export function SnapLines() {
  const { x, y } = useLines(({ lines }) => lines);
  const [left, top, zoom] = useStore(({ transform }) => (x === null && y === null ? NOWHERE : transform));
  return (
    <>
      {x !== null && (
        <span
          aria-hidden
          className="pointer-events-none absolute inset-y-0 z-5 border-l border-accent"
          style={{ left: x * zoom + left }}
        />
      )}
      {y !== null && (
        <span
          aria-hidden
          className="pointer-events-none absolute inset-x-0 z-5 border-t border-accent"
          style={{ top: y * zoom + top }}
        />
      )}
    </>
  );
}

const NOWHERE: [number, number, number] = [0, 0, 1];
