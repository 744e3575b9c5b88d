import { BookOpen, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { LoadError, StaleNote } from "@/components/Notice";
import { Skeleton } from "@/components/Skeleton";
import { useDocuments } from "../api";
import { AddDialog } from "./AddDialog";
import { DocumentRow } from "./DocumentRow";
import { TryQuestion } from "./TryQuestion";

/** What an agent knows from documents. They are kept at once, whatever the form beside them holds. */
export function KnowledgeCard({ agentId }: { agentId: string | null }) {
  const { t } = useTranslation();
  return agentId === null ? (
    <Card title={t("knowledge.title")}>
      <p className="max-w-[75ch] px-4 pb-4 text-ink-2">{t("knowledge.saveFirst")}</p>
    </Card>
  ) : (
    <Documents agentId={agentId} />
  );
}

function Documents({ agentId }: { agentId: string }) {
  const { t } = useTranslation();
  const { data, error, isValidating, mutate } = useDocuments(agentId);
  const [adding, setAdding] = useState(false);
  const items = data?.items ?? [];
  const add = (
    <Button icon={Plus} onClick={() => setAdding(true)}>
      {t("knowledge.add")}
    </Button>
  );
  return (
    <Card
      title={t("knowledge.title")}
      meta={items.length > 0 && t("knowledge.count", { count: items.length })}
      actions={items.length > 0 && add}
    >
      {!data && error !== undefined && (
        <LoadError title={t("knowledge.loadError")} error={error} busy={isValidating} onRetry={() => void mutate()} />
      )}
      {!data && error === undefined && <Skeleton rows={2} />}
      {data && items.length === 0 && (
        <EmptyState icon={BookOpen} title={t("knowledge.empty")} actions={add}>
          <p>{t("knowledge.help")}</p>
        </EmptyState>
      )}
      {items.length > 0 && (
        <>
          <ul className="grid min-w-0 divide-y divide-line border-t border-line">
            {items.map((document) => (
              <DocumentRow key={document.id} document={document} />
            ))}
          </ul>
          <TryQuestion agentId={agentId} />
        </>
      )}
      {data && error !== undefined && <StaleNote />}
      {adding && <AddDialog agentId={agentId} onClose={() => setAdding(false)} />}
    </Card>
  );
}
