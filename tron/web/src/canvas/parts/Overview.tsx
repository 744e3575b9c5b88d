import { useStoreApi } from "@xyflow/react";
import { type PointerEvent, type RefObject, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { coloursOf } from "../far/colours";
import { fitted, onTheme, soon } from "../far/drawing";
import { type Place, paintMap, placeOf, viewOf } from "../far/map";
import { useEditorApi } from "../store/context";
import type { StepEdge, StepNode } from "../store/drawn";

const SIZE = { width: 124, height: 104 };
/** Between two drawings, while something moves. */
const EVERY_MS = 80;
/** As the canvas itself zooms by the wheel. */
const PER_PIXEL = 0.002;
const PER_LINE = 0.05;

type Store = ReturnType<typeof useStoreApi<StepNode, StepEdge>>;

/** The whole flow at a glance: drag in it to go elsewhere, turn the wheel to zoom. */
export function Overview() {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const flow = useStoreApi<StepNode, StepEdge>();
  useDrawing(canvas, flow);
  useWheel(canvas, flow);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={t("canvas.aria.map")}
      style={SIZE}
      className="absolute right-3 bottom-13 z-5 cursor-grab touch-none rounded-md border border-line-2 bg-surface-2 active:cursor-grabbing max-rail:hidden"
      {...useHold(flow)}
    />
  );
}

function seen(flow: Store) {
  const { width, height, transform, nodeLookup: nodes } = flow.getState();
  const [x, y, zoom] = transform;
  const ratio = window.devicePixelRatio;
  const view = viewOf({ x, y, zoom, width, height, ratio });
  return { nodes, view, ratio, zoom, place: placeOf(nodes, view, SIZE) };
}

function useDrawing(canvas: RefObject<HTMLCanvasElement | null>, flow: Store): void {
  const editor = useEditorApi();
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context) return;
    let colours = coloursOf(element);
    const later = soon(() => {
      const shown = { ...seen(flow), size: SIZE };
      fitted(element, { ...SIZE, ratio: shown.ratio });
      paintMap(context, shown, editor.getState(), colours);
    }, EVERY_MS);
    const themed = onTheme(() => {
      colours = coloursOf(element);
      later.ask();
    });
    const stops = [flow.subscribe(later.ask), editor.subscribe(later.ask), themed, later.cancel];
    later.ask();
    return () => {
      for (const stop of stops) stop();
    };
  }, [canvas, flow, editor]);
}

function useWheel(canvas: RefObject<HTMLCanvasElement | null>, flow: Store): void {
  useEffect(() => {
    const element = canvas.current;
    const zoom = (event: WheelEvent) => {
      event.preventDefault();
      event.stopPropagation();
      const { transform, panZoom } = flow.getState();
      const by = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? PER_LINE : PER_PIXEL;
      void panZoom?.scaleTo(transform[2] * 2 ** (-event.deltaY * by));
    };
    // React's own listeners may not stop the page from scrolling.
    element?.addEventListener("wheel", zoom, { passive: false });
    return () => element?.removeEventListener("wheel", zoom);
  }, [canvas, flow]);
}

/** A press outside of what is seen goes there; holding moves it on. The map stands still meanwhile. */
function useHold(flow: Store) {
  const held = useRef<{ place: Place; dx: number; dy: number } | null>(null);
  const point = ({ nativeEvent: { offsetX, offsetY } }: PointerEvent, { x, y, scale }: Place) => ({
    x: x + offsetX / scale,
    y: y + offsetY / scale,
  });
  const go = (event: PointerEvent) => {
    if (!held.current) return;
    const { place, dx, dy } = held.current;
    const at = point(event, place);
    const { width, height, transform, panZoom } = flow.getState();
    const zoom = transform[2];
    const [x, y] = [width / 2 - (at.x + dx) * zoom, height / 2 - (at.y + dy) * zoom];
    void panZoom?.setViewport({ x, y, zoom });
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLCanvasElement>) => {
      if (event.button !== 0) return;
      const { place, view } = seen(flow);
      const at = point(event, place);
      const [dx, dy] = [view.x + view.width / 2 - at.x, view.y + view.height / 2 - at.y];
      const inside = Math.abs(dx) < view.width / 2 && Math.abs(dy) < view.height / 2;
      held.current = { place, dx: inside ? dx : 0, dy: inside ? dy : 0 };
      event.currentTarget.setPointerCapture(event.pointerId);
      go(event);
    },
    onPointerMove: go,
    onPointerUp: () => {
      held.current = null;
    },
    onPointerCancel: () => {
      held.current = null;
    },
  };
}
