import { useMemo } from "react";
import { same } from "@/lib/changes";
import { problemOf } from "../model/check";
import { type FormSpec, formOf } from "../model/schema";
import type { Data, Finding, FlowNode, NodeSpec } from "../model/types";
import { useEditor } from "../store/context";
import { AdvancedFields } from "./AdvancedFields";
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
  const [usual, advanced] = [fields.filter((field) => !field.advanced), fields.filter((field) => field.advanced)];
  const wanted = useEditor((state) => state.wanted);
  const list = { values: node.data, defaults: spec.defaults, path: "", node, findings, onChange };
  const written = ({ name }: FormSpec) => (name in node.data ? node.data[name] : spec.defaults[name]);
  const has = (path: string | null) => advanced.some(({ name }) => path?.split(".")[0] === name);
  const broken = findings.some(
    ({ node_id, severity, field }) => node_id === node.id && severity === "error" && has(field),
  );
  return (
    <>
      <FieldList fields={usual} {...list} />
      {advanced.length > 0 && (
        <AdvancedFields
          changed={advanced.filter((field) => !same(written(field), spec.defaults[field.name])).length}
          total={advanced.length}
          wanted={
            broken ||
            advanced.some((field) => problemOf(field, written(field)) !== null) ||
            (wanted?.node === node.id && has(wanted.field))
          }
        >
          <FieldList fields={advanced} {...list} />
        </AdvancedFields>
      )}
    </>
  );
}
