import { propertiesOf } from "./schema";
import type { FlowNode, NodeSpec } from "./types";

/** What a node says of itself below its name; null for nothing. */
export function summaryOf(node: FlowNode, spec: NodeSpec | undefined): string | null {
  if (!spec) return null;
  const fields = propertiesOf(spec.data_schema);
  const spoken = fields.filter(({ schema }) => schema["template"] === true);
  const named = fields.filter(({ schema }) => schema["type"] === "string" && schema["widget"] === "long_text");
  const kept = fields.filter(({ name }) => SHORT.includes(name));
  for (const { name } of [...spoken, ...named, ...kept]) {
    const value = name in node.data ? node.data[name] : spec.defaults[name];
    if (typeof value === "string" && value.trim() !== "") return value.trim();
  }
  return null;
}

/** Short texts that tell most of a node that says nothing. */
const SHORT = ["outcome", "name", "variable", "number", "url", "flow_name"];
