import { type OnConnect, type OnConnectEnd, type OnReconnect, useReactFlow, useStoreApi } from "@xyflow/react";
import { type DragEvent, useCallback, useMemo } from "react";
import { FAR } from "../far/context";
import { canConnect, connect, removeEdges } from "../model/edits";
import { DRAGGED_TYPE } from "../parts/dragged";
import { add, connectTo, moveTo } from "../store/actions";
import { useEditorApi } from "../store/context";
import type { StepEdge, StepNode } from "../store/drawn";

/** Where nodes were dragged is one step, taken when they are let go; what is selected is the editor's. */
export function useDragging() {
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
      onSelectionChange: ({ nodes, edges }: { nodes: StepNode[]; edges: StepEdge[] }) => {
        const { select, selectedEdges } = editor.getState();
        // From far React Flow has no lines: what is selected of them, the picture knows.
        const kept = nodes.length === 0 && flow.getState().transform[2] < FAR ? selectedEdges : edges.map(idOf);
        select(nodes.map(idOf), kept);
      },
      onNodeClick: () => editor.getState().set({ panel: null }),
      onMoveEnd: (event: unknown, viewport: { x: number; y: number; zoom: number }) => {
        const { rest, set } = editor.getState();
        if (event !== null) set({ rest: { ...rest, viewport } });
      },
    }),
    [editor, flow, moved],
  );
}

const idOf = ({ id }: { id: string }) => id;

/** A line that ends on nothing asks what shall stand there. */
export function useConnecting() {
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
export function useDrop() {
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
