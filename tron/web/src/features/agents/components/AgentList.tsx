import { ArchiveRestore, Copy, FolderOpen, PhoneCall, Power, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { Menu, type MenuEntry } from "@/components/Menu";
import type { Column } from "@/components/table/columns";
import { DataTable } from "@/components/table/DataTable";
import { Words } from "@/components/Words";
import { useNarrow } from "@/hooks/useMedia";
import { languageName, when } from "@/lib/format";
import type { Agent } from "../api";
import { useAgentActions } from "../hooks/useAgentActions";
import { spokenTag } from "../speech";
import { Activity } from "./Activity";

/** Agents as a table, or as a list on a phone, with what can be done with each. */
export function AgentList({ agents, reload }: { agents: readonly Agent[]; reload: () => Promise<unknown> }) {
  const { t } = useTranslation();
  const [doomed, setDoomed] = useState<Agent | null>(null);
  const actions = useAgentActions(reload);
  const narrow = useNarrow();
  return (
    <>
      {narrow ? (
        <AgentLines agents={agents} actions={actions} onDelete={setDoomed} />
      ) : (
        <AgentTable agents={agents} actions={actions} onDelete={setDoomed} />
      )}
      <ConfirmDialog
        open={doomed !== null}
        title={t("agents.delete.title", { name: doomed?.name ?? "" })}
        verb={t("agents.action.delete")}
        icon={Trash2}
        danger
        onConfirm={() => (doomed ? actions.remove(doomed) : undefined)}
        onClose={() => setDoomed(null)}
      >
        <p>{t("agents.delete.body")}</p>
      </ConfirmDialog>
    </>
  );
}

type Actions = ReturnType<typeof useAgentActions>;
type RowsProps = { agents: readonly Agent[]; actions: Actions; onDelete: (agent: Agent) => void };

function AgentTable({ agents, actions, onDelete }: RowsProps) {
  const { t, i18n } = useTranslation();
  const columns: Column<Agent>[] = [
    {
      key: "name",
      head: t("agents.column.name"),
      className: "max-w-72 font-medium [overflow-wrap:anywhere]",
      cell: (agent) => <Words>{agent.name}</Words>,
    },
    { key: "language", head: t("agents.column.language"), cell: (agent) => <LanguageName code={agent.language} /> },
    { key: "voice", head: t("agents.column.voice"), cell: (agent) => <VoiceName id={agent.voice_id} /> },
    {
      key: "model",
      head: t("agents.column.model"),
      className: "max-w-56 text-ink-2 [overflow-wrap:anywhere]",
      cell: (agent) => <Words>{agent.llm_model}</Words>,
    },
    {
      key: "status",
      head: t("agents.column.status"),
      cell: (agent) => <Activity active={agent.is_active} archived={agent.archived_at !== null} />,
    },
    {
      key: "changed",
      head: t("agents.column.changed"),
      className: "whitespace-nowrap text-ink-2",
      end: true,
      cell: (agent) => <time dateTime={agent.updated_at}>{when(agent.updated_at, i18n.language)}</time>,
    },
    {
      key: "actions",
      head: t("agents.column.actions"),
      end: true,
      cell: (agent) => <AgentActions agent={agent} actions={actions} onDelete={onDelete} />,
    },
  ];
  return (
    <DataTable
      label={t("agents.title")}
      rows={agents}
      rowKey={(agent) => agent.id}
      columns={columns}
      line={() => null}
      to={(agent) => `/agents/${agent.id}`}
    />
  );
}

function AgentLines({ agents, actions, onDelete }: RowsProps) {
  const { t } = useTranslation();
  return (
    <ul aria-label={t("agents.title")}>
      {agents.map((agent) => (
        <li key={agent.id} className="flex items-center border-t border-line pr-2 hover:bg-surface-2">
          <Link to={`/agents/${agent.id}`} className="min-w-0 flex-1 py-2.5 pr-2 pl-4 -outline-offset-2">
            <span className="flex items-start justify-between gap-3">
              <Words className="min-w-0 font-medium [overflow-wrap:anywhere]">{agent.name}</Words>
              <Activity active={agent.is_active} archived={agent.archived_at !== null} />
            </span>
            <span className="mt-1 block text-xs text-ink-3">
              <LanguageName code={agent.language} /> · <VoiceName id={agent.voice_id} />
            </span>
          </Link>
          <AgentActions agent={agent} actions={actions} onDelete={onDelete} compact />
        </li>
      ))}
    </ul>
  );
}

type AgentActionsProps = { agent: Agent; actions: Actions; onDelete: (agent: Agent) => void; compact?: boolean };

function AgentActions({ agent, actions, onDelete, compact = false }: AgentActionsProps) {
  const { t } = useTranslation();
  const { name, id, is_active: active, archived_at: archived } = agent;
  const callable = active && archived === null;
  const entries: MenuEntry[] = [
    { label: t("agents.action.open"), icon: FolderOpen, to: `/agents/${id}` },
    ...(callable && compact ? [{ label: t("agents.action.test"), icon: PhoneCall, to: testCall(id) }] : []),
    { label: t("agents.action.duplicate"), icon: Copy, onSelect: () => void actions.duplicate(agent) },
  ];
  if (archived !== null) {
    const label = t("agents.action.restore");
    entries.push({ label, icon: ArchiveRestore, onSelect: () => void actions.restore(agent) });
  } else {
    const label = t(active ? "agents.action.off" : "agents.action.on");
    entries.push({ label, icon: Power, onSelect: () => void actions.switchTo(agent, !active) });
    entries.push({ label: t("agents.action.delete"), icon: Trash2, danger: true, onSelect: () => onDelete(agent) });
  }
  return (
    <span className="inline-flex items-center justify-end gap-1">
      {callable && !compact && (
        <Link
          to={testCall(id)}
          aria-label={t("agents.action.testWith", { name })}
          title={t("agents.action.testWith", { name })}
          translate="no"
          className="grid size-8 place-items-center rounded-md text-ink-2 hover:bg-surface-3 hover:text-ink pointer-coarse:size-control"
        >
          <PhoneCall className="size-4" aria-hidden />
        </Link>
      )}
      <Menu label={t("agents.action.more", { name })} entries={entries} />
    </span>
  );
}

const testCall = (id: string) => `/test-call?agent=${id}`;

/** The browser's own name for a language, in the page's language. */
function LanguageName({ code }: { code: string }) {
  const { i18n } = useTranslation();
  return <Words>{languageName(spokenTag(code), i18n.language)}</Words>;
}

/** "builtin~asha" and "bulbul:v2~anushka" by the speaker's name. */
function VoiceName({ id }: { id: string }) {
  const speaker = id.slice(id.indexOf("~") + 1);
  return <Words>{speaker.charAt(0).toUpperCase() + speaker.slice(1)}</Words>;
}
