import { Bot } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { buttonLook } from "@/components/Button";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { LoadError } from "@/components/Notice";
import { Skeleton } from "@/components/Skeleton";
import { ApiError } from "@/lib/errors";
import { useAgent, useSettings, useTemplates } from "../api";
import { blankForm, formOf, withTemplate } from "../fields";
import { BuilderForm } from "./BuilderForm";

type AgentBuilderProps = {
  /** Null for a new agent. */
  agentId: string | null;
  /** The template that a new agent starts from. */
  template: string | null;
  onCreated: (id: string) => void;
  /** What stands below the form, and is kept by itself. */
  below?: ReactNode;
};

/** Loads what the form needs. Once it stands, it stays: an agent that is deleted meanwhile takes nothing away. */
export function AgentBuilder({ agentId, template, onCreated, below }: AgentBuilderProps) {
  const { t } = useTranslation();
  // The form that made an agent goes on with it, and with the talk beside it.
  const [born, setBorn] = useState<string | null>(null);
  const agent = useAgent(agentId);
  const settings = useSettings();
  const templates = useTemplates();
  const parts = agentId === null ? [settings, templates] : [agent, settings, templates];
  const failed = parts.find((part) => part.data === undefined && part.error !== undefined);
  if (failed && isMissing(failed.error) && failed === agent) return <NoSuchAgent />;
  if (failed) {
    const retry = () => parts.forEach((part) => void part.mutate());
    return (
      <Card title={t("builder.form")}>
        <LoadError title={t("builder.loadError")} error={failed.error} busy={failed.isValidating} onRetry={retry} />
      </Card>
    );
  }
  if (!settings.data || !templates.data || (agentId !== null && !agent.data)) {
    return (
      <Card title={t("builder.form")}>
        <Skeleton rows={8} rowClass="h-20" />
      </Card>
    );
  }
  const blank = blankForm(settings.data.items);
  const chosen = templates.data.items.find(({ key }) => key === template);
  // A template that was asked for is where a new agent starts: nothing of it is an unsaved change.
  const values = agent.data ? formOf(agent.data) : chosen ? withTemplate(blank, blank, chosen) : blank;
  return (
    <BuilderForm
      key={agentId === null || agentId === born ? "new" : agentId}
      agentId={agentId}
      latest={agent.data ?? null}
      gone={agent.data?.archived_at ? "archived" : isMissing(agent.error) ? "deleted" : null}
      start={{ values, revision: agent.data?.revision ?? 0 }}
      draftKey={`agent.${agentId ?? ["new", template ?? "blank"].join(".")}`}
      blank={blank}
      templates={templates.data.items}
      settings={settings.data.items}
      below={below}
      onCreated={(id) => {
        setBorn(id);
        onCreated(id);
      }}
    />
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

function NoSuchAgent() {
  const { t } = useTranslation();
  const back = (
    <Link to="/agents" className={buttonLook("primary")}>
      {t("builder.missing.back")}
    </Link>
  );
  return (
    <Card title={t("builder.form")}>
      <EmptyState icon={Bot} title={t("builder.missing.title")} actions={back}>
        <p>{t("builder.missing.body")}</p>
      </EmptyState>
    </Card>
  );
}
