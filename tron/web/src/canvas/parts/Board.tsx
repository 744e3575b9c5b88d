import {
  Background,
  BackgroundVariant,
  MiniMap,
  type OnConnect,
  type OnConnectEnd,
  type OnReconnect,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStoreApi,
} from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import "../canvas.css";
import { type DragEvent, type MouseEvent, useCallback, useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAriaLabels } from "../hooks/useAriaLabels";
import { useBoard } from "../hooks/useBoard";
import { useSync } from "../hooks/useSync";
import { canConnect, connect, removeEdges } from "../model/edits";
import { add, connectTo, moveTo } from "../store/actions";
import { useEditor, useEditorApi } from "../store/context";
import { drawnEdges, drawnNodes, type StepEdge, type StepNode } from "../store/drawn";
import { lightOf, onlySelected, worst } from "../store/views";
import { DRAGGED_TYPE } from "./dragged";
import { EdgeView } from "./EdgeView";
import { NoteView } from "./NoteView";
import { SnapLines, useSnapping } from "./SnapLines";
import { StepView } from "./StepView";
import { ZoomBar } from "./ZoomBar";

const NODE_TYPES = { step: StepView, note: NoteView };
const EDGE_TYPES = { step: EdgeView };
const FIT = { padding: 0.15, maxZoom: 1 };
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
  return (
    <div
      data-canvas-keys
      className="canvas relative min-w-0 overflow-hidden has-[>.react-flow:focus-visible]:outline-2 has-[>.react-flow:focus-visible]:-outline-offset-2 has-[>.react-flow:focus-visible]:outline-focus"
      onMouseDownCapture={draggedWithShift}
      {...drop}
    >
      <p id={help} className="sr-only">
        {t(readOnly ? "canvas.keysReadOnly" : "canvas.keys")}
      </p>
      <ReactFlow<StepNode, StepEdge>
        defaultNodes={start.nodes}
        defaultEdges={start.edges}
        defaultViewport={start.viewport}
        fitView={start.fits}
        fitViewOptions={FIT}
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
        <Inside />
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.6} />
        <SnapLines />
        <Overview />
        <ZoomBar />
      </ReactFlow>
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
function Inside() {
  useSync();
  useBoard(FIT);
  useSnapping();
  return null;
}

function startOf(state: ReturnType<ReturnType<typeof useEditorApi>["getState"]>) {
  const { viewport } = state.rest;
  const untouched = !viewport || (viewport.x === 0 && viewport.y === 0 && viewport.zoom === 1);
  return {
    nodes: drawnNodes(state, []),
    edges: drawnEdges(state, []),
    viewport: viewport ?? { x: 0, y: 0, zoom: 1 },
    fits: untouched,
  };
}

/** Where nodes were dragged is one step, taken when they are let go; what is selected is the editor's. */
function useDragging() {
  const editor = useEditorApi();
  const flow = useStoreApi();
  const moved = useCallback(
    (nodes: readonly { id: string }[]) => {
      const { nodeLookup } = flow.getState();
      const places = new Map(
        nodes.flatMap(({ id }) => {
          const place = nodeLookup.get(id)?.position;
          return place ? [[id, { x: Math.round(place.x), y: Math.round(place.y) }] as const] : [];
        }),
      );
      moveTo(editor, places);
    },
    [editor, flow],
  );
  return useMemo(
    () => ({
      onNodeDragStop: (_event: unknown, _node: StepNode, nodes: StepNode[]) => moved(nodes),
      onSelectionDragStop: (_event: unknown, nodes: StepNode[]) => moved(nodes),
      onSelectionChange: ({ nodes, edges }: { nodes: StepNode[]; edges: StepEdge[] }) =>
        editor.getState().select(
          nodes.map(({ id }) => id),
          edges.map(({ id }) => id),
        ),
      onNodeClick: () => editor.getState().set({ panel: null }),
      onMoveEnd: (event: unknown, viewport: { x: number; y: number; zoom: number }) => {
        const { rest, set } = editor.getState();
        if (event !== null) set({ rest: { ...rest, viewport } });
      },
    }),
    [editor, moved],
  );
}

/** A line that ends on nothing asks what shall stand there. */
function useConnecting() {
  const editor = useEditorApi();
  const { screenToFlowPosition } = useReactFlow();
  return useMemo(() => {
    const onConnect: OnConnect = ({ source, sourceHandle, target }) =>
      connectTo(editor, { node: source, way: sourceHandle ?? "" }, target);
    const onConnectEnd: OnConnectEnd = (event, { fromHandle, fromNode, toNode, isValid }) => {
      if (isValid || toNode || !fromNode || fromHandle?.type !== "source") return;
      const point = "changedTouches" in event ? event.changedTouches[0] : event;
      if (!point) return;
      const at = screenToFlowPosition({ x: point.clientX, y: point.clientY });
      const origin = { node: fromNode.id, way: fromHandle.id ?? "" };
      editor.getState().set({ asked: { kind: "add", origin, at: { x: at.x - 114, y: at.y }, edge: null } });
    };
    const isValidConnection = ({
      source,
      sourceHandle,
      target,
    }: {
      source: string;
      sourceHandle?: string | null;
      target: string;
    }) => {
      const { graph, specs } = editor.getState();
      return canConnect(graph, { node: source, way: sourceHandle ?? "" }, target, specs);
    };
    const onReconnect: OnReconnect<StepEdge> = (before, { source, sourceHandle, target }) => {
      const { edit, specs } = editor.getState();
      edit((graph) =>
        connect(removeEdges(graph, new Set([before.id])), { node: source, way: sourceHandle ?? "" }, target, specs),
      );
    };
    return { onConnect, onConnectEnd, onReconnect, isValidConnection };
  }, [editor, screenToFlowPosition]);
}

/** Takes in what is dragged from the palette. */
function useDrop() {
  const editor = useEditorApi();
  const { screenToFlowPosition } = useReactFlow();
  return {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(DRAGGED_TYPE)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "move";
    },
    onDrop: (event: DragEvent) => {
      const type = event.dataTransfer.getData(DRAGGED_TYPE);
      if (!type) return;
      event.preventDefault();
      const at = screenToFlowPosition({ x: event.clientX, y: event.clientY });
      add(editor, type, { at: { x: Math.round(at.x - 114), y: Math.round(at.y - 24) } });
    },
  };
}

function Overview() {
  const findings = useEditor((state) => state.findings);
  const light = useEditor((state) => state.light);
  // A new function draws the map anew: that is what a change of state is to do.
  const colour = useCallback(
    (node: StepNode) => {
      if (lightOf({ light }, node.id) === "running") return "var(--color-live)";
      if (worst(findings).get(node.id)?.severity === "error") return "var(--color-danger)";
      return node.selected ? "var(--color-accent)" : "var(--color-edge)";
    },
    [findings, light],
  );
  return (
    <MiniMap<StepNode>
      pannable
      zoomable
      nodeColor={colour}
      nodeBorderRadius={10}
      nodeStrokeWidth={0}
      maskColor="color-mix(in srgb, var(--color-sunken) 55%, transparent)"
      maskStrokeColor="var(--color-accent)"
      maskStrokeWidth={1.5}
      style={{ width: 124, height: 104, right: 12, bottom: 52 }}
      className="max-rail:hidden"
    />
  );
}

/** The head of lines that lead back up. */
function Arrow() {
  return (
    <svg width="0" height="0" className="absolute" aria-hidden="true">
      <defs>
        <marker id="canvas-arrow" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M1 1l5 3-5 3" fill="none" stroke="var(--color-edge)" strokeWidth="1.4" />
        </marker>
      </defs>
    </svg>
  );
}
