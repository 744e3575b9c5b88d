import { useStoreApi } from "@xyflow/react";
import { useEffect } from "react";
import { useEditorApi } from "../store/context";
import { drawnEdges, drawnNodes, type StepEdge, type StepNode } from "../store/drawn";

/**
 * Draws what changed in the editor. React Flow keeps the nodes itself: while one is dragged nothing of the page but that
 * node is drawn.
 */
export function useSync(): void {
  const editor = useEditorApi();
  const flow = useStoreApi<StepNode, StepEdge>();
  useEffect(() => {
    const draw = () => {
      const state = editor.getState();
      const { nodes, edges, setNodes, setEdges } = flow.getState();
      const nextNodes = drawnNodes(state, nodes);
      const nextEdges = drawnEdges(state, edges);
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
  }, [editor, flow]);
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}
