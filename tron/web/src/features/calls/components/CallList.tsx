import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Column, Order } from "@/components/table/columns";
import { DataTable } from "@/components/table/DataTable";
import type { Call } from "../api";
import { AgentAndLine, CallTime, Contact, Cost, Reply, Result, TalkTime } from "./CallFacts";
import { CallStatus } from "./CallStatus";

type CallListProps = { calls: readonly Call[]; label: string; order?: Order };

/** Calls as a table, or as a list on a phone; each leads to its page. */
export function CallList({ calls, label, order }: CallListProps) {
  const { t } = useTranslation();
  return (
    <DataTable
      label={label}
      rows={calls}
      rowKey={(call) => call.id}
      columns={columns(t)}
      line={(call) => <CallLine call={call} />}
      to={(call) => `/calls/${call.id}`}
      {...(order ? { order } : {})}
      tall
    />
  );
}

function columns(t: TFunction): Column<Call>[] {
  return [
    {
      key: "contact",
      head: t("calls.column.contact"),
      className: "max-w-64 min-w-36 whitespace-nowrap",
      cell: (call) => <Contact call={call} />,
    },
    { key: "agent", head: t("calls.column.agent"), cell: (call) => <AgentAndLine call={call} /> },
    { key: "status", head: t("calls.column.status"), cell: (call) => <CallStatus status={call.status} /> },
    { key: "result", head: t("calls.column.outcome"), cell: (call) => <Result call={call} /> },
    { key: "reply", head: t("calls.column.reply"), end: true, cell: (call) => <Reply ms={call.reply_p50_ms} /> },
    { key: "cost", head: t("calls.column.cost"), end: true, cell: (call) => <Cost inr={call.cost_inr} /> },
    {
      key: "duration",
      head: t("calls.column.duration"),
      end: true,
      sort: "talk_time_seconds",
      cell: (call) => <TalkTime call={call} />,
    },
    {
      key: "time",
      head: t("calls.column.time"),
      end: true,
      sort: "created_at",
      className: "whitespace-nowrap text-ink-2",
      cell: (call) => <CallTime call={call} />,
    },
  ];
}

function CallLine({ call }: { call: Call }) {
  return (
    <>
      <div className="flex items-start justify-between gap-3">
        <Contact call={call} />
        <CallStatus status={call.status} />
      </div>
      <div className="mt-1 flex items-baseline justify-between gap-3">
        <Result call={call} short />
        <span className="num text-xs whitespace-nowrap text-ink-3">
          <CallTime call={call} /> · <TalkTime call={call} />
        </span>
      </div>
    </>
  );
}
