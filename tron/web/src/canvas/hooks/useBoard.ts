import { type FitViewOptions, useReactFlow, useStoreApi } from "@xyflow/react";
import { useEffect } from "react";
import { useEditorApi } from "../store/context";
import type { StepNode } from "../store/drawn";

const CALM = "(prefers-reduced-motion: reduce)";
const TRAVEL_MS = 200;

/** Gives the editor hold of what is drawn: to fit it, to bring a node into view. */
export function useBoard(fit: FitViewOptions<StepNode>): void {
  const editor = useEditorApi();
  const flow = useReactFlow<StepNode>();
  const store = useStoreApi();
  useEffect(() => {
    const duration = () => (window.matchMedia(CALM).matches ? 0 : TRAVEL_MS);
    const middle = () => {
      const { width, height, transform } = store.getState();
      const [x, y, zoom] = transform;
      return { x: (width / 2 - x) / zoom, y: (height / 2 - y) / zoom };
    };
    const board = {
      fit: () => void flow.fitView({ ...fit, duration: duration() }),
      zoom: (by: "in" | "out") => void (by === "in" ? flow.zoomIn({ duration: 120 }) : flow.zoomOut({ duration: 120 })),
      middle,
      center: (id: string) => {
        const node = flow.getInternalNode(id);
        if (!node || isSeen(node.internals.positionAbsolute, node.measured, store.getState())) return;
        const { x, y } = node.internals.positionAbsolute;
        const { width = 0, height = 0 } = node.measured;
        const zoom = Math.max(flow.getZoom(), 0.5);
        void flow.setCenter(x + width / 2, y + height / 2, { zoom, duration: duration() });
      },
    };
    editor.getState().set({ board });
    return () => editor.getState().set({ board: null });
  }, [editor, flow, store, fit]);
}

type Seen = { width: number; height: number; transform: readonly [number, number, number] };

function isSeen(
  at: { x: number; y: number },
  size: { width?: number | undefined; height?: number | undefined },
  { width, height, transform: [x, y, zoom] }: Seen,
): boolean {
  const left = at.x * zoom + x;
  const top = at.y * zoom + y;
  return left >= 0 && top >= 0 && left + (size.width ?? 0) * zoom <= width && top + (size.height ?? 0) * zoom <= height;
}
