import { Bot } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { CommandText, CopyCommand, FIRST_CALL } from "@/components/Command";
import { EmptyState } from "@/components/EmptyState";
import { LoadError, StaleNote } from "@/components/Notice";
import { Skeleton } from "@/components/Skeleton";
import { useAgents } from "../api";
import { AgentList } from "./AgentList";

export function AgentsCard() {
  const { t } = useTranslation();
  const { data, error, isValidating, mutate } = useAgents();
  return (
    <Card title={t("agents.title")} meta={data && t("agents.count", { count: data.items.length })}>
      {!data && error && (
        <LoadError title={t("agents.loadError")} error={error} busy={isValidating} onRetry={() => void mutate()} />
      )}
      {!data && !error && <Skeleton rows={8} rowClass="h-row" />}
      {data && error && <StaleNote />}
      {data && (data.items.length > 0 ? <AgentList agents={data.items} /> : <NoAgents />)}
    </Card>
  );
}

function NoAgents() {
  const { t } = useTranslation();
  const actions = (
    <>
      <CommandText command={FIRST_CALL} />
      <CopyCommand command={FIRST_CALL} />
    </>
  );
  return (
    <EmptyState icon={Bot} title={t("agents.empty.title")} actions={actions}>
      <p>{t("agents.empty.body")}</p>
    </EmptyState>
  );
}
