import { memo, type ReactNode, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { focusFirstError } from "@/components/form/focusError";
import { UnsavedDialog } from "@/components/UnsavedDialog";
import { dropDraft } from "@/hooks/useDraft";
import { useUnsavedGuard } from "@/hooks/useUnsavedGuard";
import { type Agent, type Template, useAgentsChanged, useVoices, type Voice } from "../api";
import { type AgentForm, formOf, type SettingRow, withTemplate } from "../fields";
import { useAgentActions } from "../hooks/useAgentActions";
import { type Base, useAgentForm } from "../hooks/useAgentForm";
import { useSaveAgent } from "../hooks/useSaveAgent";
import { agentSchema } from "../schema";
import { AgentConflict } from "./AgentConflict";
import { BuilderNotices } from "./BuilderNotices";
import { BuilderTop } from "./BuilderTop";
import { GuardrailFields } from "./GuardrailFields";
import { IdentityFields } from "./IdentityFields";
import { LiveCard } from "./LiveCard";
import { ModelFields } from "./ModelFields";
import { PreparedLinesFields } from "./PreparedLinesFields";
import { SimulatorCard } from "./SimulatorCard";
import { TalkFields } from "./TalkFields";
import { TestCallCard } from "./TestCallCard";
import { ToolFields } from "./ToolFields";
import { VoiceFields } from "./VoiceFields";

type BuilderFormProps = {
  agentId: string | null;
  /** The agent as the server last told it. */
  latest: Agent | null;
  gone: "deleted" | "archived" | null;
  start: Base;
  /** Where unsaved changes are kept in this tab. */
  draftKey: string;
  blank: AgentForm;
  templates: readonly Template[];
  settings: readonly SettingRow[];
  onCreated: (id: string) => void;
  below?: ReactNode;
};

/** The form on the left, what it makes on the right; Save in the top bar. */
export function BuilderForm(props: BuilderFormProps) {
  const { agentId, latest, gone, start, draftKey, blank, templates, settings, onCreated, below } = props;
  const { t } = useTranslation();
  const editor = useAgentForm(draftKey, start);
  const { values, changes, base, rebase } = editor;
  const box = useRef<HTMLFormElement>(null);
  const guard = useUnsavedGuard(changes.length > 0, () => dropDraft(draftKey));
  const saving = useSaveAgent(
    agentId,
    editor,
    (agent, isNew) => {
      dropDraft(draftKey);
      if (!isNew) return;
      guard.release();
      onCreated(agent.id);
    },
    () => focusFirstError(box.current),
  );
  const actions = useAgentActions(useAgentsChanged());
  // Typing shows at once; what follows from it may come a moment later.
  const shown = useDeferredValue(values);
  const { form, fill } = editor;
  const view = useMemo(() => ({ form, base, values: shown }), [form, base, shown]);
  const voices = useVoices(shown.language).data?.items ?? NO_VOICES;
  const template = templates.find(({ key }) => key === shown.template);
  const voice = voices.find(({ id }) => id === shown.voice_id);
  const faults = useFaults(shown);

  const newer = latest !== null && latest.revision > base.revision ? latest : null;
  useEffect(() => {
    // Nothing is written here yet: what somebody else saved is simply shown.
    if (newer && changes.length === 0) rebase({ values: formOf(newer), revision: newer.revision });
  }, [newer, changes.length, rebase]);

  const [filled, setFilled] = useState(start.values);
  const onTemplate = useCallback(
    (chosen: Template | null) => {
      const now = form.getValues();
      if (!chosen) return fill({ ...now, template: "" });
      // A stored agent was written by somebody: there a template fills only what is empty.
      fill(withTemplate(now, agentId === null ? filled : EMPTY, chosen));
      setFilled(withTemplate(blank, blank, chosen));
    },
    [form, fill, filled, agentId, blank],
  );

  return (
    <>
      <BuilderTop
        agentId={agentId}
        name={values.name}
        count={changes.length}
        gone={gone}
        saving={saving}
        onDiscard={() => {
          editor.discard();
          saving.forget();
        }}
      />
      <BuilderNotices
        gone={gone}
        restored={editor.restored}
        newer={newer !== null && changes.length > 0}
        saving={saving}
        onRestore={() => (latest ? void actions.restore(latest) : undefined)}
      />
      <div className="grid items-start gap-4 wide:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)]">
        <div className="grid min-w-0 gap-4">
          <form
            ref={box}
            aria-label={t("builder.form")}
            noValidate
            className="min-w-0 rounded-lg border border-line bg-surface-1"
            onSubmit={(event) => {
              event.preventDefault();
              saving.save();
            }}
          >
            <Identity editor={view} templates={templates} onTemplate={onTemplate} />
            <Voicing editor={view} voices={voices} />
            <Model editor={view} blank={blank} settings={settings} />
            <Talk editor={view} blank={blank} />
            <PreparedLines editor={view} template={template} />
            <Tools editor={view} />
            <Guardrails editor={view} />
          </form>
          {below}
        </div>
        <aside
          aria-label={t("builder.try")}
          className="flex min-w-0 flex-col gap-4 wide:sticky wide:top-[calc(var(--spacing-bar)+1rem)] wide:max-h-[calc(100dvh-var(--spacing-bar)-2rem)] wide:overflow-y-auto"
        >
          <Live values={shown} voice={voice} template={template} faults={faults} />
          <Simulator values={shown} faulty={faults > 0} agentId={gone ? null : agentId} />
          <TestCallCard agentId={gone ? null : agentId} active={base.values.is_active} unsaved={changes.length > 0} />
        </aside>
      </div>
      <AgentConflict base={base.values} mine={values} saving={saving} />
      <UnsavedDialog guard={guard} count={changes.length} />
    </>
  );
}

// Drawn again only when what they show changes, so that a key stroke costs one field.
const Identity = memo(IdentityFields);
const Voicing = memo(VoiceFields);
const Model = memo(ModelFields);
const Talk = memo(TalkFields);
const PreparedLines = memo(PreparedLinesFields);
const Tools = memo(ToolFields);
const Guardrails = memo(GuardrailFields);
const Live = memo(LiveCard);
const Simulator = memo(SimulatorCard);

const NO_VOICES: readonly Voice[] = [];

const EMPTY: Partial<AgentForm> = {
  name: "",
  persona: "",
  greeting_text: "",
  greeting_short_text: "",
  call_category: "",
  outcomes: [],
  success_outcomes: [],
  tools_enabled: [],
  guardrails: { forbidden_topics: [], required_disclosures: [] },
};

/** How many fields are wrong now, whether or not anybody was there yet. */
function useFaults(values: AgentForm): number {
  const { t, i18n } = useTranslation();
  const schema = useMemo(() => agentSchema(t, i18n.language), [t, i18n.language]);
  const { error } = schema.safeParse(values);
  return new Set(error?.issues.map((issue) => String(issue.path[0]))).size;
}
