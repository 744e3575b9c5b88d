import { useNames } from "../hooks/useNames";
import { canConnect } from "../model/edits";
import { findNodes } from "../model/search";
import type { Origin } from "../model/types";
import { connectTo, show } from "../store/actions";
import { useEditor, useEditorApi } from "../store/context";
import type { Pick } from "./Picker";
import { Tile } from "./Tile";

/** The nodes that a way out may lead to, as far as they have the words that were written. */
export function useTargets(origin: Origin | null, text: string, onDone: () => void): Pick[] {
  const names = useNames();
  const editor = useEditorApi();
  const graph = useEditor((state) => state.graph);
  const specs = useEditor((state) => state.specs);
  if (!origin) return [];
  return findNodes(graph.nodes, text, names.node)
    .filter(({ node }) => canConnect(graph, origin, node.id, specs))
    .map(({ node, name }) => ({
      id: `node ${node.id}`,
      label: name,
      hint: names.kind(node),
      icon: <Tile spec={specs.get(node.type)} size="small" />,
      onPick: () => {
        connectTo(editor, origin, node.id);
        show(editor, origin.node);
        onDone();
      },
    }));
}
