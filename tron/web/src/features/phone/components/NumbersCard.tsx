import { Clock, Moon, Pencil, PhoneIncoming, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { Button, IconButton } from "@/components/Button";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import type { Column } from "@/components/table/columns";
import { DataTable } from "@/components/table/DataTable";
import { ListBody } from "@/components/table/ListBody";
import { Words } from "@/components/Words";
import { number as figure, phone } from "@/lib/format";
import { seriesOf } from "@/lib/series";
import { type PhoneNumber, removeNumber, type Trunk, useNumbers, usePublishedFlows } from "../api";
import { numberWords } from "../numberWords";
import { NumberDialog } from "./NumberDialog";
import { type Removal, RemoveDialog } from "./RemoveDialog";

/** The numbers that people can call, and who answers each. */
export function NumbersCard({ trunks }: { trunks: readonly Trunk[] }) {
  const { t } = useTranslation();
  const { data, error, isValidating, mutate } = useNumbers();
  const [open, setOpen] = useState<PhoneNumber | "new" | null>(null);
  const [removal, setRemoval] = useState<Removal | null>(null);
  const actions = (row: PhoneNumber) => {
    const name = phone(row.number);
    const remove = () => removeNumber(row.id);
    return (
      <span className="inline-flex gap-1">
        <IconButton icon={Pencil} label={t("phone.edit", { name })} onClick={() => setOpen(row)} />
        <IconButton
          icon={Trash2}
          label={t("phone.removeOf", { name })}
          onClick={() => setRemoval({ what: "number", name, remove })}
        />
      </span>
    );
  };
  const columns = useColumns(trunks, actions);
  const add = (
    <Button small icon={Plus} onClick={() => setOpen("new")}>
      {t("phone.addNumber")}
    </Button>
  );
  return (
    <Card title={t("phone.numbers")} actions={add}>
      <ListBody
        rows={data?.items}
        loading={{ error, busy: isValidating, retry: () => void mutate() }}
        errorTitle={t("phone.numbersError")}
        empty={
          <EmptyState icon={PhoneIncoming} title={t("phone.noNumbers")}>
            {t("phone.noNumbersHelp")}
          </EmptyState>
        }
        skeleton={{ rows: 2, rowClass: "h-row" }}
      >
        {(rows) => (
          <DataTable
            label={t("phone.numbers")}
            rows={rows}
            rowKey={({ id }) => id}
            columns={columns}
            tall
            line={(row) => <NumberLine row={row} actions={actions(row)} />}
          />
        )}
      </ListBody>
      {open !== null && (
        <NumberDialog stored={open === "new" ? null : open} trunks={trunks} onClose={() => setOpen(null)} />
      )}
      <RemoveDialog removal={removal} onClose={() => setRemoval(null)} />
    </Card>
  );
}

function useColumns(trunks: readonly Trunk[], actions: (row: PhoneNumber) => React.ReactNode): Column<PhoneNumber>[] {
  const { t } = useTranslation();
  const flows = usePublishedFlows().data ?? [];
  const trunkName = (id: string | null) => trunks.find((trunk) => trunk.id === id)?.name;
  const flowName = (id: string | null) => flows.find((flow) => flow.id === id)?.name;
  return [
    { key: "number", head: t("phone.field.number"), cell: (row) => <Named row={row} /> },
    { key: "agent", head: t("phone.field.agent_id"), cell: (row) => <Data>{row.agent_name}</Data> },
    { key: "trunk", head: t("phone.field.trunk_id"), cell: (row) => <Data>{trunkName(row.trunk_id)}</Data> },
    { key: "open", head: t("phone.field.hours"), cell: (row) => <Open row={row} /> },
    {
      key: "after",
      head: t("phone.field.after_hours_flow_id"),
      cell: (row) => <Data>{flowName(row.after_hours_flow_id)}</Data>,
    },
    { key: "limits", head: t("phone.limits"), cell: (row) => <Limits row={row} />, end: true },
    { key: "actions", head: t("phone.actions"), headHidden: true, cell: actions, end: true },
  ];
}

function Named({ row }: { row: PhoneNumber }) {
  const { t } = useTranslation();
  const series = seriesOf(row.number);
  return (
    <span className="block min-w-0">
      <span className="num block font-medium whitespace-nowrap">{phone(row.number)}</span>
      {series && <span className="block text-xs text-ink-2">{t(`phone.series.${series}`)}</span>}
      {row.label && <Words className="block text-xs text-ink-3">{row.label}</Words>}
    </span>
  );
}

function Data({ children }: { children: string | null | undefined }) {
  return children ? <Words>{children}</Words> : <span className="text-ink-3">–</span>;
}

function Open({ row }: { row: PhoneNumber }) {
  const { t } = useTranslation();
  if (!row.enabled) return <span className="text-ink-2">{t("phone.refused")}</span>;
  if (row.open_now === null) return t("phone.always");
  return row.open_now ? (
    <Badge tone="success" icon={Clock}>
      {t("phone.openNow")}
    </Badge>
  ) : (
    <Badge tone="neutral" icon={Moon}>
      {t("phone.closedNow")}
    </Badge>
  );
}

function Limits({ row }: { row: PhoneNumber }) {
  const { t, i18n } = useTranslation();
  const { max_calls: most, calls_per_second: pace } = row;
  if (most === null && pace === null) return <span className="text-ink-3">–</span>;
  return (
    <span className="num whitespace-nowrap">
      {most !== null && <span className="block">{t("phone.most", { max: figure(most, i18n.language) })}</span>}
      {pace !== null && <span className="block">{t("phone.pace", { pace: figure(pace, i18n.language, 2) })}</span>}
    </span>
  );
}

function NumberLine({ row, actions }: { row: PhoneNumber; actions: React.ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="flex items-start gap-2">
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-2">
          <span className="num font-medium">{numberWords(row.number, t)}</span>
          <Open row={row} />
        </div>
        <p className="text-xs text-ink-3">
          <Data>{row.agent_name}</Data>
          {row.label && (
            <>
              {" · "}
              <Words>{row.label}</Words>
            </>
          )}
        </p>
      </div>
      {actions}
    </div>
  );
}
