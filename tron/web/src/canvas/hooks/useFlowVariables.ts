import type { Graph, Specs } from "../model/types";
import { variablesOf } from "../model/variables";
import { useEditor } from "../store/context";

const known = new WeakMap<Graph, string[]>();

/** The variables that texts of this flow may use. Worked out once for each state of the graph. */
export function useFlowVariables(): readonly string[] {
  return useEditor(({ graph, specs }) => remembered(graph, specs));
}

function remembered(graph: Graph, specs: Specs): string[] {
  let found = known.get(graph);
  if (!found) {
    found = variablesOf(graph, specs);
    known.set(graph, found);
  }
  return found;
}
