import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ListBody } from "@/components/table/ListBody";
import { useCalls } from "../api";
import { type Filters, NO_FILTERS, ORDERS, restricts } from "../filters";
import { useFilters } from "../hooks/useFilters";
import { CallFilters } from "./CallFilters";
import { CallList } from "./CallList";
import { NoCallFits, NoCalls } from "./NoCalls";

/** Every call that fits the filters, newest first unless sorted otherwise. */
export function AllCalls() {
  const [filters, change] = useFilters();
  return (
    <>
      <CallFilters filters={filters} onChange={change} />
      <AllCallsCard filters={filters} onChange={change} />
    </>
  );
}

type AllCallsCardProps = { filters: Filters; onChange: (change: Partial<Filters>) => void };

function AllCallsCard({ filters, onChange }: AllCallsCardProps) {
  const { t } = useTranslation();
  const { data, error, isValidating, mutate, size, setSize } = useCalls(filters);
  const calls = data?.flatMap((page) => page.items);
  const more = data?.at(-1)?.next_cursor != null;
  const count = calls?.length ?? 0;
  const meta = calls && (more ? t("calls.countMore", { count }) : t("calls.count", { count }));
  const sort = (key: string) => {
    const order = ORDERS.find((name) => name === key);
    if (order) onChange({ sort: order });
  };
  return (
    <Card title={t("calls.title")} meta={meta}>
      <ListBody
        rows={calls}
        loading={{ error, busy: isValidating, retry: () => void mutate() }}
        errorTitle={t("calls.loadError")}
        empty={restricts(filters) ? <NoCallFits onClear={() => onChange(NO_FILTERS)} /> : <NoCalls />}
        skeleton={{ rows: 10, rowClass: "h-[3.125rem]" }}
        more={
          more ? { busy: isValidating && (data?.length ?? 0) < size, load: () => void setSize(size + 1) } : undefined
        }
      >
        {(rows) => <CallList calls={rows} label={t("calls.title")} order={{ value: filters.sort, onChange: sort }} />}
      </ListBody>
    </Card>
  );
}
