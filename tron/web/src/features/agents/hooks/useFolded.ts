import { useFormState } from "react-hook-form";
import { same } from "@/lib/changes";
import type { AgentForm } from "../fields";
import type { FormView } from "./useAgentForm";

/** What a fold says of the fields inside: how many differ from a new agent's, and whether one is wrong. */
export function useFolded({ form, values }: FormView, blank: AgentForm, names: readonly (keyof AgentForm)[]) {
  const { errors } = useFormState({ control: form.control });
  return {
    total: names.length,
    changed: names.filter((name) => !same(values[name], blank[name])).length,
    broken: names.some((name) => errors[name] !== undefined),
  };
}
