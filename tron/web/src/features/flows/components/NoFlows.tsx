import { Archive, Plus, SearchX, Workflow } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { useNewFlow } from "../hooks/useNewFlow";
import { TemplateGallery } from "./TemplateGallery";

type NoFlowsProps = { search: string; archived: boolean; onClear: () => void; onNew: () => void };

/** Why the list is empty, and what to do. */
export function NoFlows({ search, archived, onClear, onNew }: NoFlowsProps) {
  const { t } = useTranslation();
  if (search !== "") {
    return (
      <EmptyState
        icon={SearchX}
        title={t("flows.none.title")}
        actions={<Button onClick={onClear}>{t("flows.none.clear")}</Button>}
      >
        <p>{t("flows.none.body", { words: search })}</p>
      </EmptyState>
    );
  }
  if (archived) {
    return (
      <EmptyState icon={Archive} title={t("flows.none.archived")}>
        <p>{t("flows.none.archivedBody")}</p>
      </EmptyState>
    );
  }
  return <NothingYet onNew={onNew} />;
}

function NothingYet({ onNew }: { onNew: () => void }) {
  const { t } = useTranslation();
  const { busy, fromTemplate } = useNewFlow();
  const blank = (
    <Button look="quiet" icon={Plus} onClick={onNew}>
      {t("flows.empty.blank")}
    </Button>
  );
  return (
    <>
      <EmptyState icon={Workflow} title={t("flows.empty.title")} actions={blank}>
        <p>{t("flows.empty.body")}</p>
      </EmptyState>
      <div className="px-4 pb-4">
        <TemplateGallery busy={busy} onChoose={({ id }) => void fromTemplate(id, "")} />
      </div>
    </>
  );
}
