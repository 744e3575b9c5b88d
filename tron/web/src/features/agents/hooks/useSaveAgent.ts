import { useState } from "react";
import type { FieldPath } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { showServerErrors } from "@/components/form/serverErrors";
import { notify } from "@/components/toasts";
import { merged } from "@/lib/changes";
import { ApiError, type FieldProblem } from "@/lib/errors";
import { type Agent, createAgent, saveAgent, useAgentsChanged, useRememberAgent } from "../api";
import { type AgentForm, createOf, formOf, updateOf } from "../fields";
import type { AgentEditor } from "./useAgentForm";

export type Saving = {
  busy: boolean;
  /** Why the last save failed, where no field says it. */
  error: unknown;
  problems: readonly FieldProblem[];
  /** The version that somebody else saved first. */
  theirs: Agent | null;
  save: () => void;
  saveAsNew: () => void;
  keepMine: () => void;
  takeTheirs: () => void;
  decideLater: () => void;
  /** Says no more why the last save failed. */
  forget: () => void;
};

/** Stores the form: a new agent when `id` is null, else the next revision. `onFaulty`: a field is wrong. */
export function useSaveAgent(
  id: string | null,
  editor: AgentEditor,
  onStored: (agent: Agent, isNew: boolean) => void,
  onFaulty: () => void,
): Saving {
  const { t } = useTranslation();
  const { form, base, rebase } = editor;
  const reload = useAgentsChanged();
  const remember = useRememberAgent();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [theirs, setTheirs] = useState<Agent | null>(null);

  const failed = (problem: unknown) => {
    const current = problem instanceof ApiError ? asAgent(problem.current) : null;
    // An archived version takes no save: it is gone, not changed.
    if (current && !current.archived_at) return setTheirs(current);
    // It is gone, or archived: the page learns which by looking again.
    if (isGone(problem)) void reload();
    const fields = problem instanceof ApiError ? problem.fields : [];
    const homeless = showServerErrors(fields, form.setError, PATHS);
    setProblems(homeless);
    if (fields.length > homeless.length) onFaulty();
    // Every problem stands at its field: nothing is left to say above them.
    setError(fields.length > 0 && homeless.length === 0 ? null : problem);
  };

  const forget = () => {
    setError(null);
    setProblems([]);
  };

  const store = async (values: AgentForm, revision: number, asNew: boolean) => {
    setBusy(true);
    forget();
    try {
      const target = asNew ? null : id;
      const agent =
        target === null ? await createAgent(createOf(values)) : await saveAgent(target, updateOf(values, revision));
      setTheirs(null);
      const stored = formOf(agent);
      // What was written while the save was under way stays.
      rebase({ values: stored, revision: agent.revision }, merged(values, form.getValues(), stored));
      notify.done(t(target === null ? "builder.created" : "builder.saved", { name: agent.name }));
      await remember(agent);
      onStored(agent, target === null);
      await reload();
    } catch (problem) {
      failed(problem);
    } finally {
      setBusy(false);
    }
  };

  const submit = (asNew: boolean) =>
    void form.handleSubmit((values) => store(values, base.revision, asNew), onFaulty)();
  return {
    busy,
    error,
    problems,
    theirs,
    save: () => submit(false),
    saveAsNew: () => submit(true),
    keepMine: () => {
      if (!theirs) return;
      const stored = formOf(theirs);
      const mine = merged(base.values, form.getValues(), stored);
      rebase({ values: stored, revision: theirs.revision }, mine);
      void store(mine, theirs.revision, false);
    },
    takeTheirs: () => {
      if (!theirs) return;
      rebase({ values: formOf(theirs), revision: theirs.revision });
      setTheirs(null);
    },
    decideLater: () => setTheirs(null),
    forget,
  };
}

/** Whether an answer says that the agent is deleted or archived. */
export function isGone(problem: unknown): boolean {
  return problem instanceof ApiError && (problem.status === 404 || problem.status === 409);
}

function asAgent(current: unknown): Agent | null {
  const whole = typeof current === "object" && current !== null && "revision" in current && "voice_id" in current;
  return whole ? (current as Agent) : null;
}

/** Where the form can show a problem. */
const PATHS: readonly FieldPath<AgentForm>[] = [
  "name",
  "template",
  "is_active",
  "persona",
  "voice_id",
  "voice_speed",
  "language",
  "llm_provider",
  "llm_model",
  "llm_endpoint",
  "llm_api_key",
  "llm_temperature",
  "llm_max_tokens",
  "tone",
  "greeting_text",
  "greeting_short_text",
  "max_call_duration",
  "flow_id",
  "flow_version",
  "silence_seconds",
  "recording",
  "follow_language",
  "english_transcript",
  "trunk_id",
  "voicemail_action",
  "voicemail_message",
  "call_category",
  "loan_recovery",
  "background",
  "tools_enabled",
  "outcomes",
  "success_outcomes",
  "prepared_lines",
  "guardrails.forbidden_topics",
  "guardrails.required_disclosures",
];
