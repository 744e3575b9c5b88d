import { useMemo } from "react";
import type { Marks } from "@/features/flows/marks";
import type { DraftProps, Passed } from "@/features/flows/panel";
import type { Flow } from "../model/types";
import type { PanelContext } from "../panels";
import { show } from "../store/actions";
import { useEditor, useEditorApi } from "../store/context";
import { canvasOf } from "../store/editor";

/** What panels get: the canvas as it stands, and hold of the selection and the light. */
export function usePanelContext(
  flow: Flow,
  counted: PanelContext["counted"],
  { flush, onReplaced }: DraftProps,
): PanelContext {
  const editor = useEditorApi();
  const graph = useEditor((state) => state.graph);
  const rest = useEditor((state) => state.rest);
  const canvas = useMemo(() => canvasOf({ graph, rest }), [graph, rest]);
  const hands = useMemo(
    () => ({
      select: (id: string) => {
        const { panel } = editor.getState();
        show(editor, id);
        // The panel that asked stays open.
        editor.getState().set({ panel });
      },
      mark: (marks: Marks) => editor.getState().set({ marks }),
      highlight: (light: readonly Passed[]) => editor.getState().set({ light }),
    }),
    [editor],
  );
  return { flowId: flow.id, flow, counted, canvas, flush, onReplaced, ...hands };
}
