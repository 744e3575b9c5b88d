import { useStoreApi } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { useEditorApi } from "../store/context";
import { drawnEdges, type StepEdge, type StepNode } from "../store/drawn";
import { coloursOf } from "./colours";
import { fitted, onTheme, soon } from "./drawing";
import { Lines } from "./lines";
import { lineAt, paint } from "./paint";
import { pictureOf } from "./picture";

/**
 * The whole flow as one picture, for as long as it is seen from far: 500 nodes that are parts of the page cost each frame
 * more than a screen has time for. The nodes stay there, unseen, to be held and to be named; a click on a line selects it.
 */
export function FarCanvas() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const flow = useStoreApi<StepNode, StepEdge>();
  const editor = useEditorApi();
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    const board = element?.closest<HTMLElement>(".react-flow");
    if (!element || !context || !board) return;
    const lines = new Lines();
    let colours = coloursOf(element);
    let edges: StepEdge[] = [];
    const picture = () => {
      const { width, height, transform, nodeLookup: nodes } = flow.getState();
      const [x, y, zoom] = transform;
      const sight = { x, y, zoom, width, height, ratio: window.devicePixelRatio };
      edges = drawnEdges(editor.getState(), edges);
      return { ...pictureOf({ nodes, edges }, editor.getState(), lines, colours, sight), sight };
    };
    const draw = () => {
      const { sight, ...shown } = picture();
      fitted(element, sight);
      paint(context, shown, sight);
    };
    const pick = ({ target, clientX, clientY }: MouseEvent) => {
      if (!(target instanceof Element && target.matches(".react-flow__pane"))) return;
      const { left, top } = element.getBoundingClientRect();
      const { strokes, sight } = picture();
      const id = lineAt(context, strokes, { x: clientX - left, y: clientY - top }, sight);
      editor.getState().select([], id === null ? [] : [id]);
    };
    const later = soon(draw);
    const themed = onTheme(() => {
      colours = coloursOf(element);
      later.ask();
    });
    const stops = [flow.subscribe(later.ask), editor.subscribe(later.ask), themed, later.cancel];
    board.addEventListener("click", pick);
    draw();
    return () => {
      board.removeEventListener("click", pick);
      for (const stop of stops) stop();
    };
  }, [flow, editor]);
  return <canvas ref={canvas} aria-hidden className="pointer-events-none absolute inset-0 size-full" />;
}
