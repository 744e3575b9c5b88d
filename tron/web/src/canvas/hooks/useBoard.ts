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
        if (!node) return;
        const { width, height, transform } = store.getState();
        const [x, y, zoom] = transform;
        const { x: left, y: top } = node.internals.positionAbsolute;
        const down = intoView(top * zoom + y, (node.measured.height ?? 0) * zoom, height);
        const bottom = (top + (node.measured.height ?? 0)) * zoom + y + down;
        // The list of problems stands in the lower left corner.
        const docked = editor.getState().findings.length > 0 && bottom > height * DOCK_FROM;
        const by = {
          x: intoView(left * zoom + x, (node.measured.width ?? 0) * zoom, width, docked ? DOCK : 0),
          y: down,
        };
        if (by.x !== 0 || by.y !== 0)
          void flow.setViewport({ x: x + by.x, y: y + by.y, zoom }, { duration: duration() });
      },
    };
    editor.getState().set({ board });
    return () => editor.getState().set({ board: null });
  }, [editor, flow, store, fit]);
}

const MARGIN = 64;
const DOCK = 290;
const DOCK_FROM = 0.55;

/** How far a span has to move to lie within the window, with a margin where there is room for one. */
function intoView(start: number, size: number, window: number, taken = 0): number {
  const margin = Math.max(0, Math.min(MARGIN, (window - size) / 2));
  const first = Math.max(taken, margin);
  if (start < first) return first - start;
  return Math.min(0, window - margin - size - start);
}
