import { Archive, Bot, Plus, SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button, buttonLook } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { TemplateChoice } from "./TemplateChoice";

type NoAgentsProps = { search: string; archived: boolean; onClear: () => void };

/** Why the list is empty, and what to do. */
export function NoAgents({ search, archived, onClear }: NoAgentsProps) {
  const { t } = useTranslation();
  if (search !== "") {
    const clear = <Button onClick={onClear}>{t("agents.none.clear")}</Button>;
    return (
      <EmptyState icon={SearchX} title={t("agents.none.title")} actions={clear}>
        <p>{t("agents.none.body", { words: search })}</p>
      </EmptyState>
    );
  }
  if (archived) {
    return (
      <EmptyState icon={Archive} title={t("agents.none.archived")}>
        <p>{t("agents.none.archivedBody")}</p>
      </EmptyState>
    );
  }
  const blank = (
    <Link to="/agents/new" className={buttonLook("quiet")}>
      <Plus className="size-4" aria-hidden />
      {t("agents.empty.blank")}
    </Link>
  );
  return (
    <>
      <EmptyState icon={Bot} title={t("agents.empty.title")} actions={blank}>
        <p>{t("agents.empty.body")}</p>
      </EmptyState>
      <TemplateChoice />
    </>
  );
}
