import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Words } from "@/components/Words";
import { useAgents, useSettings, useTrunks } from "../api";
import { callsIndia } from "../series";

const SHOWN = 5;

/** The agents that no Indian number is called by, because nobody said what their calls are for. */
export function UnsaidCategories() {
  const { t } = useTranslation();
  const trunks = useTrunks().data?.items ?? [];
  const settings = useSettings().data?.items ?? [];
  const agents = useAgents().data?.items ?? [];
  const silent = agents.filter(({ is_active, call_category }) => is_active && call_category === null);
  if (silent.length === 0 || !callsIndia(trunks, settings)) return null;
  return (
    <section
      aria-label={t("setup.unsaid.title", { count: silent.length })}
      className="flex items-start gap-2.5 rounded-md border border-warning-line border-l-2 border-l-warning bg-surface-1 px-3.5 py-2.5"
    >
      <TriangleAlert className="mt-0.5 size-4 text-warning" aria-hidden />
      <div className="min-w-0">
        <p className="font-medium">{t("setup.unsaid.title", { count: silent.length })}</p>
        <p className="max-w-[75ch] text-ink-2">{t("setup.unsaid.body")}</p>
        <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
          {silent.slice(0, SHOWN).map(({ id, name }) => (
            <li key={id} className="min-w-0">
              <Link to={`/agents/${id}`} className="rounded-xs text-accent hover:underline [overflow-wrap:anywhere]">
                <Words>{name}</Words>
              </Link>
            </li>
          ))}
          {silent.length > SHOWN && (
            <li className="text-ink-3">{t("setup.unsaid.more", { count: silent.length - SHOWN })}</li>
          )}
        </ul>
      </div>
    </section>
  );
}
