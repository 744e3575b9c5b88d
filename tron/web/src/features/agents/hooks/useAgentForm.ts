import { zodResolver } from "@hookform/resolvers/zod";
import { useCallback, useEffect, useMemo, useState } from "react";
import { type UseFormReturn, useForm, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { dropDraft, readDraft, useDraft } from "@/hooks/useDraft";
import { changed } from "@/lib/changes";
import type { AgentForm } from "../fields";
import { agentSchema } from "../schema";

/** What the form is compared with: a stored revision, or (0) a new agent's starting values. */
export type Base = { values: AgentForm; revision: number };

export type AgentEditor = {
  form: UseFormReturn<AgentForm>;
  values: AgentForm;
  base: Base;
  /** The fields that differ from what is stored. */
  changes: (keyof AgentForm)[];
  /** Whether the form began with what an earlier visit of this tab left. */
  restored: boolean;
  /** Starts from another stored version, keeping `values` where they are given. */
  rebase: (base: Base, values?: AgentForm) => void;
  /** Puts other values into the form; they are unsaved. */
  fill: (values: AgentForm) => void;
  discard: () => void;
};

/** What the parts of the form draw from. */
export type FormView = Pick<AgentEditor, "form" | "values" | "base">;

/** The form of an agent with its unsaved changes, which outlive a reload of the page. */
export function useAgentForm(draftKey: string, start: Base): AgentEditor {
  const { t, i18n } = useTranslation();
  const [draft] = useState(() => trusted(readDraft(draftKey), start));
  const [base, setBase] = useState(draft?.base ?? start);
  const [restored, setRestored] = useState(draft !== null);
  const resolver = useMemo(() => zodResolver(agentSchema(t, i18n.language)), [t, i18n.language]);
  const form = useForm<AgentForm>({ defaultValues: draft?.values ?? start.values, resolver, mode: "onTouched" });
  const values = useWatch({ control: form.control, compute: (all: AgentForm) => all });
  const changes = changed(base.values, values);
  // A key is a secret: it is not written into the browser's storage.
  const kept = { base, values: { ...values, llm_api_key: base.values.llm_api_key } };
  useDraft(draftKey, changes.length > 0 ? kept : null);
  const rebase = useCallback(
    (next: Base, wanted: AgentForm = next.values) => {
      setBase(next);
      setRestored(false);
      form.reset(wanted);
    },
    [form],
  );
  useEffect(() => {
    if (changes.length === 0) setRestored(false);
  }, [changes.length]);
  const discard = () => {
    dropDraft(draftKey);
    rebase(base);
  };
  const fill = useCallback((wanted: AgentForm) => form.reset(wanted), [form]);
  return { form, values, base, changes, restored, rebase, fill, discard };
}

type Draft = { base: Base; values: AgentForm };

/** A draft counts when it has every field of today's form. */
function trusted(found: unknown, start: Base): Draft | null {
  if (!hasKeys(found, { base: null, values: null })) return null;
  const { base, values } = found as { base: unknown; values: unknown };
  if (!hasKeys(base, { values: null, revision: null }) || !hasKeys(values, start.values)) return null;
  const draft = found as Draft;
  return hasKeys(draft.base.values, start.values) ? draft : null;
}

function hasKeys(value: unknown, like: object): boolean {
  return typeof value === "object" && value !== null && Object.keys(like).every((key) => key in value);
}
