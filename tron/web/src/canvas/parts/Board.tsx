import { Background, BackgroundVariant, ReactFlow, ReactFlowProvider, useStore } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import "../canvas.css";
import { lazy, type MouseEvent, Suspense, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { FAR, FarProvider } from "../far/context";
import { useAriaLabels } from "../hooks/useAriaLabels";
import { useBoard } from "../hooks/useBoard";
import { useConnecting, useDragging, useDrop } from "../hooks/useHands";
import { useSync } from "../hooks/useSync";
import { outlineOf } from "../model/outline";
import { useEditor, useEditorApi } from "../store/context";
import { drawnEdges, drawnNodes, type StepEdge, type StepNode } from "../store/drawn";
import { onlySelected } from "../store/views";
import { EdgeView } from "./EdgeView";
import { GroupView } from "./GroupView";
import { NoteView } from "./NoteView";
import { SnapLines, useSnapping } from "./SnapLines";
import { StepView } from "./StepView";
import { ZoomBar } from "./ZoomBar";

const loadFar = () => import("../far/FarCanvas");
const FarCanvas = lazy(async () => ({ default: (await loadFar()).FarCanvas }));
const Overview = lazy(async () => ({ default: (await import("./Overview")).Overview }));

const NODE_TYPES = { step: StepView, note: NoteView, frame: GroupView };
const EDGE_TYPES = { step: EdgeView };
const FIT = { padding: 0.15, maxZoom: 1 };
const LEGIBLE = 14;
const OPENING = 5;
const GRID: [number, number] = [20, 20];

/** The drawn flow. Its keys are read around it; a node that arrows reach is its active descendant. */
export function Board() {
  return (
    <ReactFlowProvider>
      <Flow />
      <Arrow />
    </ReactFlowProvider>
  );
}

function Flow() {
  const { t } = useTranslation();
  const help = useId();
  const editor = useEditorApi();
  const [start] = useState(() => startOf(editor.getState()));
  const readOnly = useEditor((state) => state.readOnly);
  const grid = useEditor((state) => state.grid);
  const current = useEditor(onlySelected);
  const labels = useAriaLabels();
  const drag = useDragging();
  const connecting = useConnecting();
  const drop = useDrop();
  const far = useStore(({ transform }) => transform[2] < FAR);
  useEffect(() => {
    // After the canvas itself: it is there when somebody zooms out.
    void loadFar();
  }, []);
  return (
    <div
      data-canvas-keys
      data-far={far || undefined}
      className="canvas relative min-w-0 overflow-hidden has-[>.react-flow:focus-visible]:outline-2 has-[>.react-flow:focus-visible]:-outline-offset-2 has-[>.react-flow:focus-visible]:outline-focus"
      onMouseDownCapture={draggedWithShift}
      {...drop}
    >
      <p id={help} className="sr-only">
        {t(readOnly ? "canvas.keysReadOnly" : "canvas.keys")}
      </p>
      <FarProvider value={far}>
        <ReactFlow<StepNode, StepEdge>
          defaultNodes={start.nodes}
          defaultEdges={start.edges}
          defaultViewport={start.viewport}
          fitView={start.fits}
          fitViewOptions={start.fit}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          minZoom={0.1}
          maxZoom={2}
          onlyRenderVisibleElements
          nodesFocusable={false}
          edgesFocusable={false}
          disableKeyboardA11y
          connectOnClick={!readOnly}
          nodesDraggable={!readOnly}
          nodesConnectable={!readOnly}
          edgesReconnectable={!readOnly}
          snapToGrid={grid}
          snapGrid={GRID}
          deleteKeyCode={null}
          nodeDragThreshold={2}
          attributionPosition="top-right"
          ariaLabelConfig={labels}
          // One stop for Tab: arrows walk inside.
          tabIndex={0}
          aria-label={t("canvas.board")}
          aria-describedby={help}
          aria-activedescendant={current === null ? undefined : `step-${current}`}
          className="outline-none"
          {...drag}
          {...connecting}
        >
          <Inside far={far} />
          {far ? (
            <Suspense fallback={null}>
              <FarCanvas />
            </Suspense>
          ) : (
            <Background variant={BackgroundVariant.Dots} gap={20} size={1.6} />
          )}
          <SnapLines />
          <Suspense fallback={null}>
            <Overview />
          </Suspense>
          <ZoomBar />
        </ReactFlow>
      </FarProvider>
    </div>
  );
}

/** A box that is drawn around nodes with Shift is no selection of text. */
function draggedWithShift(event: MouseEvent<HTMLElement>): void {
  if (!event.shiftKey) return;
  event.preventDefault();
  event.currentTarget.querySelector<HTMLElement>(".react-flow")?.focus();
}

/** What needs React Flow's own store. */
function Inside({ far }: { far: boolean }) {
  useSync(far);
  useBoard(FIT);
  useSnapping();
  return null;
}

type State = ReturnType<ReturnType<typeof useEditorApi>["getState"]>;

function startOf(state: State) {
  const { viewport } = state.rest;
  const untouched = !viewport || (viewport.x === 0 && viewport.y === 0 && viewport.zoom === 1);
  return {
    nodes: drawnNodes(state, []),
    edges: drawnEdges(state, []),
    viewport: viewport ?? { x: 0, y: 0, zoom: 1 },
    fits: untouched,
    fit: { ...FIT, ...(state.graph.nodes.length > LEGIBLE && { nodes: opening(state) }) },
  };
}

/** The beginning of a flow that would be too small to read as a whole. */
function opening({ graph, specs }: Pick<State, "graph" | "specs">) {
  return outlineOf(graph, specs)
    .slice(0, OPENING)
    .map(({ node: { id } }) => ({ id }));
}

/** The head of lines that lead back up. */
function Arrow() {
  return (
    <svg width="0" height="0" className="absolute" aria-hidden="true">
      <defs>
        <marker
          id="canvas-arrow"
          viewBox="0 0 8 8"
          refX="6"
          refY="4"
          markerUnits="userSpaceOnUse"
          markerWidth="10.5"
          markerHeight="10.5"
          orient="auto"
        >
          <path d="M1 1l5 3-5 3" fill="none" stroke="var(--color-edge)" strokeWidth="1.4" />
        </marker>
      </defs>
    </svg>
  );
}
