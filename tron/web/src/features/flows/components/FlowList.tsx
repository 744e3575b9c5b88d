import { Archive, ArchiveRestore, Copy, Download, FolderOpen, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Menu, type MenuEntry } from "@/components/Menu";
import type { Column } from "@/components/table/columns";
import { DataTable } from "@/components/table/DataTable";
import { Words } from "@/components/Words";
import { useNarrow } from "@/hooks/useMedia";
import { when } from "@/lib/format";
import { useFlowActions } from "../hooks/useFlowActions";
import type { FlowSummary } from "../types";
import { DeleteFlow } from "./DeleteFlow";
import { FlowState } from "./FlowState";

/** Flows as a table, or as a list on a phone, with what can be done with each. */
export function FlowList({ flows, reload }: { flows: readonly FlowSummary[]; reload: () => Promise<unknown> }) {
  const [doomed, setDoomed] = useState<FlowSummary | null>(null);
  const actions = useFlowActions(reload);
  const Rows = useNarrow() ? FlowLines : FlowTable;
  return (
    <>
      <Rows flows={flows} actions={actions} onDelete={setDoomed} />
      <DeleteFlow
        flow={doomed}
        onDelete={actions.remove}
        onArchive={(flow) => actions.archive(flow, true)}
        onClose={() => setDoomed(null)}
      />
    </>
  );
}

type Actions = ReturnType<typeof useFlowActions>;
type RowsProps = { flows: readonly FlowSummary[]; actions: Actions; onDelete: (flow: FlowSummary) => void };

function FlowTable({ flows, actions, onDelete }: RowsProps) {
  const { t, i18n } = useTranslation();
  const columns: Column<FlowSummary>[] = [
    { key: "name", head: t("flows.column.name"), className: "max-w-96", cell: (flow) => <FlowName flow={flow} /> },
    { key: "state", head: t("flows.column.state"), cell: (flow) => <FlowState flow={flow} /> },
    {
      key: "nodes",
      head: t("flows.column.nodes"),
      end: true,
      className: "num",
      cell: ({ node_count }) => node_count,
    },
    {
      key: "users",
      head: t("flows.column.users"),
      end: true,
      className: "num whitespace-nowrap",
      cell: ({ used_by_count: count }) => (count === 0 ? "0" : t("flows.agents", { count })),
    },
    {
      key: "changed",
      head: t("flows.column.changed"),
      end: true,
      className: "whitespace-nowrap text-ink-2",
      cell: ({ updated_at: at }) => <time dateTime={at}>{when(at, i18n.language)}</time>,
    },
    {
      key: "actions",
      head: t("flows.column.actions"),
      end: true,
      cell: (flow) => <FlowMenu flow={flow} actions={actions} onDelete={onDelete} />,
    },
  ];
  return (
    <DataTable
      label={t("flows.title")}
      rows={flows}
      rowKey={(flow) => flow.id}
      columns={columns}
      line={() => null}
      to={(flow) => `/flows/${flow.id}`}
      tall
    />
  );
}

function FlowLines({ flows, actions, onDelete }: RowsProps) {
  const { t, i18n } = useTranslation();
  return (
    <ul aria-label={t("flows.title")}>
      {flows.map((flow) => (
        <li key={flow.id} className="flex items-center border-t border-line pr-2 hover:bg-surface-2">
          <Link to={`/flows/${flow.id}`} className="min-w-0 flex-1 py-2.5 pr-2 pl-4 -outline-offset-2">
            <span className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
              <Words className="min-w-0 font-medium [overflow-wrap:anywhere]">{flow.name}</Words>
              <FlowState flow={flow} />
            </span>
            <span className="num mt-1 block text-xs text-ink-3">
              {t("flows.nodes", { count: flow.node_count })} · {t("flows.agents", { count: flow.used_by_count })} ·{" "}
              <time dateTime={flow.updated_at}>{when(flow.updated_at, i18n.language)}</time>
            </span>
          </Link>
          <FlowMenu flow={flow} actions={actions} onDelete={onDelete} />
        </li>
      ))}
    </ul>
  );
}

function FlowName({ flow: { name, description } }: { flow: FlowSummary }) {
  return (
    <>
      <Words className="block font-medium [overflow-wrap:anywhere]">{name}</Words>
      {description && <Words className="block truncate text-xs text-ink-3">{description}</Words>}
    </>
  );
}

type FlowMenuProps = { flow: FlowSummary; actions: Actions; onDelete: (flow: FlowSummary) => void };

function FlowMenu({ flow, actions, onDelete }: FlowMenuProps) {
  const { t } = useTranslation();
  const archived = flow.archived_at !== null;
  const entries: MenuEntry[] = [
    { label: t("flows.action.open"), icon: FolderOpen, to: `/flows/${flow.id}` },
    { label: t("flows.action.duplicate"), icon: Copy, onSelect: () => void actions.duplicate(flow) },
    { label: t("flows.action.export"), icon: Download, onSelect: () => void actions.save(flow) },
    archived
      ? {
          label: t("flows.action.restore"),
          icon: ArchiveRestore,
          onSelect: () => void actions.archive(flow, false),
        }
      : { label: t("flows.action.archive"), icon: Archive, onSelect: () => void actions.archive(flow, true) },
    { label: t("flows.action.delete"), icon: Trash2, danger: true, onSelect: () => onDelete(flow) },
  ];
  return <Menu label={t("flows.action.more", { name: flow.name })} entries={entries} />;
}
