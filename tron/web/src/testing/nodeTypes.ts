import type { NodeSpec, Specs } from "@/canvas/model/types";
import types from "./nodeTypes.json";

/** Every node type of the server (tests/web_node_types.py writes the file). */
export const allNodeTypes = types.items as unknown as readonly NodeSpec[];

export const allSpecs: Specs = new Map(allNodeTypes.map((spec) => [spec.type, spec]));
