import { Check, CircleMinus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { Words } from "@/components/Words";
import { useNarrow } from "@/hooks/useMedia";
import { languageName } from "@/lib/format";
import type { Agent } from "../api";

/** Agents as a table, or as a list on a phone. */
export function AgentList({ agents }: { agents: readonly Agent[] }) {
  return useNarrow() ? <AgentLines agents={agents} /> : <AgentTable agents={agents} />;
}

function AgentTable({ agents }: { agents: readonly Agent[] }) {
  const { t } = useTranslation();
  const head = "h-8 px-2.5 text-left text-xs font-medium whitespace-nowrap text-ink-3 first:pl-4 last:pr-4";
  const cell = "h-row border-t border-line px-2.5 py-1 first:pl-4 last:pr-4";
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse" aria-label={t("agents.title")}>
        <thead>
          <tr>
            <th className={head}>{t("agents.column.name")}</th>
            <th className={head}>{t("agents.column.language")}</th>
            <th className={head}>{t("agents.column.voice")}</th>
            <th className={head}>{t("agents.column.model")}</th>
            <th className={head}>{t("agents.column.status")}</th>
          </tr>
        </thead>
        <tbody>
          {agents.map((agent) => (
            <tr key={agent.id}>
              <td className={`${cell} font-medium`}>
                <Words>{agent.name}</Words>
              </td>
              <td className={cell}>
                <LanguageName tag={agent.language} />
              </td>
              <td className={cell}>
                <Words>{agent.voice_id}</Words>
              </td>
              <td className={`${cell} text-ink-2`}>
                <Words>{agent.llm_model}</Words>
              </td>
              <td className={cell}>
                <Activity active={agent.is_active} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function AgentLines({ agents }: { agents: readonly Agent[] }) {
  const { t } = useTranslation();
  return (
    <ul aria-label={t("agents.title")}>
      {agents.map((agent) => (
        <li key={agent.id} className="border-t border-line px-4 py-2.5">
          <div className="flex items-start justify-between gap-3">
            <Words className="min-w-0 font-medium">{agent.name}</Words>
            <Activity active={agent.is_active} />
          </div>
          <p className="mt-1 text-xs text-ink-3">
            <LanguageName tag={agent.language} /> · <Words>{agent.voice_id}</Words>
          </p>
        </li>
      ))}
    </ul>
  );
}

/** The browser's own name for a language, in the page's language. */
function LanguageName({ tag }: { tag: string }) {
  const { i18n } = useTranslation();
  return <Words>{languageName(tag, i18n.language)}</Words>;
}

function Activity({ active }: { active: boolean }) {
  const { t } = useTranslation();
  return (
    <Badge tone={active ? "success" : "neutral"} icon={active ? Check : CircleMinus}>
      {active ? t("agents.active") : t("agents.inactive")}
    </Badge>
  );
}
