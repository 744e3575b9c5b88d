import { useMemo } from "react";
import { formOf } from "../model/schema";
import type { Data, Finding, FlowNode, NodeSpec } from "../model/types";
import { FieldList } from "./fields";

type SpecFormProps = {
  node: FlowNode;
  spec: NodeSpec;
  findings: readonly Finding[];
  onChange: (data: Data, path: string) => void;
};

/** A node's form, drawn from the schema of its type alone. */
export function SpecForm({ node, spec, findings, onChange }: SpecFormProps) {
  const fields = useMemo(() => formOf(spec.data_schema), [spec]);
  return (
    <FieldList
      fields={fields}
      values={node.data}
      defaults={spec.defaults}
      path=""
      node={node}
      findings={findings}
      onChange={onChange}
    />
  );
}
