import { Search } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { LINE } from "@/components/form/look";
import { Segmented } from "@/components/Segmented";
import { ListBody } from "@/components/table/ListBody";
import { useAgentPages, useAgentsChanged } from "../api";
import { AgentList } from "./AgentList";
import { NoAgents } from "./NoAgents";

/** All agents, by name; the archived ones apart. */
export function AgentsCard() {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const [shown, setShown] = useState<"inUse" | "old">("inUse");
  const search = useDeferredValue(words.trim());
  const archived = shown === "old";
  const { data, error, isValidating, mutate, size, setSize } = useAgentPages({ search, archived });
  const changed = useAgentsChanged();
  // SWR renews the pages of a list only by the list's own `mutate`.
  const reload = () => Promise.all([mutate(), changed()]);
  const agents = data?.flatMap((page) => page.items);
  const more = data?.at(-1)?.next_cursor != null;
  const meta = agents && t(more ? "agents.countMore" : "agents.count", { count: agents.length });
  const kinds = (["inUse", "old"] as const).map((value) => ({ value, label: t(`agents.${value}`) }));
  return (
    <Card
      title={t("agents.title")}
      meta={meta}
      actions={<Segmented value={shown} onChange={setShown} options={kinds} aria-label={t("agents.shown")} />}
    >
      {(words !== "" || agents?.length !== 0) && (
        <div className="px-4 pb-3">
          <AgentSearch words={words} onChange={setWords} />
        </div>
      )}
      <ListBody
        rows={agents}
        loading={{ error, busy: isValidating, retry: () => void mutate() }}
        errorTitle={t("agents.loadError")}
        empty={<NoAgents search={search} archived={archived} onClear={() => setWords("")} />}
        skeleton={{ rows: 8, rowClass: "h-[3.125rem]" }}
        more={more ? { busy: isValidating, load: () => void setSize(size + 1) } : undefined}
      >
        {(rows) => <AgentList agents={rows} reload={reload} />}
      </ListBody>
    </Card>
  );
}

function AgentSearch({ words, onChange }: { words: string; onChange: (words: string) => void }) {
  const { t } = useTranslation();
  return (
    <div className="relative max-w-80">
      <Search className="pointer-events-none absolute inset-y-0 left-2.5 my-auto size-3.5 text-ink-3" aria-hidden />
      <input
        type="search"
        className={`${LINE} pl-8`}
        aria-label={t("agents.search")}
        placeholder={t("agents.search")}
        maxLength={100}
        value={words}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
