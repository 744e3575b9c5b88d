import { Search } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { LINE } from "@/components/form/look";
import { Segmented } from "@/components/Segmented";
import { ListBody } from "@/components/table/ListBody";
import { useFlowPages, useFlowsChanged } from "../api";
import { FlowList } from "./FlowList";
import { NoFlows } from "./NoFlows";

/** All flows; the archived ones apart. */
export function FlowsCard({ onNew }: { onNew: () => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const [shown, setShown] = useState<"inUse" | "old">("inUse");
  const search = useDeferredValue(words.trim());
  const archived = shown === "old";
  const { data, error, isValidating, mutate, size, setSize } = useFlowPages({ search, archived });
  const changed = useFlowsChanged();
  // SWR renews the pages of a list only by the list's own `mutate`.
  const reload = () => Promise.all([mutate(), changed()]);
  const flows = data?.flatMap((page) => page.items);
  const more = data?.at(-1)?.next_cursor != null;
  const meta = flows && t(more ? "flows.countMore" : "flows.count", { count: flows.length });
  const kinds = (["inUse", "old"] as const).map((value) => ({ value, label: t(`flows.${value}`) }));
  return (
    <Card
      title={t("flows.title")}
      meta={meta}
      actions={<Segmented value={shown} onChange={setShown} options={kinds} aria-label={t("flows.shown")} />}
    >
      {(words !== "" || flows?.length !== 0) && <FlowSearch words={words} onChange={setWords} />}
      <ListBody
        rows={flows}
        loading={{ error, busy: isValidating, retry: () => void mutate() }}
        errorTitle={t("flows.loadError")}
        empty={<NoFlows search={search} archived={archived} onClear={() => setWords("")} onNew={onNew} />}
        skeleton={{ rows: 8, rowClass: "h-[3.125rem]" }}
        more={more ? { busy: isValidating, load: () => void setSize(size + 1) } : undefined}
      >
        {(rows) => <FlowList flows={rows} reload={reload} />}
      </ListBody>
    </Card>
  );
}

function FlowSearch({ words, onChange }: { words: string; onChange: (words: string) => void }) {
  const { t } = useTranslation();
  return (
    <div className="px-4 pb-3">
      <div className="relative max-w-80">
        <Search className="pointer-events-none absolute inset-y-0 left-2.5 my-auto size-3.5 text-ink-3" aria-hidden />
        <input
          type="search"
          className={`${LINE} pl-8`}
          aria-label={t("flows.search")}
          placeholder={t("flows.search")}
          maxLength={100}
          value={words}
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
    </div>
  );
}
