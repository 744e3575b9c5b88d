import { useStoreApi } from "@xyflow/react";
import { useEffect } from "react";
import { useEditorApi } from "../store/context";
import { drawnEdges, drawnNodes, type StepEdge, type StepNode } from "../store/drawn";

const NONE: StepEdge[] = [];

/**
 * Draws what changed in the editor. React Flow keeps the nodes itself: while one is dragged nothing of the page but that
 * node is drawn. From far the lines are in the picture alone.
 */
export function useSync(far: boolean): void {
  const editor = useEditorApi();
  const flow = useStoreApi<StepNode, StepEdge>();
  useEffect(() => {
    const draw = () => {
      const state = editor.getState();
      const { nodes, edges, setNodes, setEdges } = flow.getState();
      const nextNodes = drawnNodes(state, nodes);
      const nextEdges = far ? NONE : drawnEdges(state, edges);
      if (!sameItems(nodes, nextNodes)) setNodes(nextNodes);
      if (!sameItems(edges, nextEdges)) setEdges(nextEdges);
    };
    draw();
    return editor.subscribe((now, before) => {
      const changed =
        now.graph !== before.graph ||
        now.selected !== before.selected ||
        now.selectedEdges !== before.selectedEdges ||
        now.findings !== before.findings;
      if (changed) draw();
    });
  }, [editor, flow, far]);
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}
