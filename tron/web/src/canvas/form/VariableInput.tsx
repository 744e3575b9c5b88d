import { useId } from "react";
import type { ControlProps } from "@/components/form/FormField";
import { TextInput } from "@/components/form/TextInput";
import { useFlowVariables } from "../hooks/useFlowVariables";

/** The name of a variable: one that the flow has, or a new one. */
export function VariableInput(props: ControlProps<string>) {
  const list = useId();
  const variables = useFlowVariables();
  return (
    <>
      <TextInput {...props} list={list} autoComplete="off" />
      <datalist id={list} translate="no">
        {variables.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}
