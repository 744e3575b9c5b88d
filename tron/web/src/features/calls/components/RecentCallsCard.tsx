import { ArrowRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { buttonLook } from "@/components/Button";
import { Card } from "@/components/Card";
import { LoadError, StaleNote } from "@/components/Notice";
import { Skeleton } from "@/components/Skeleton";
import { useRecentCalls } from "../api";
import { CallList } from "./CallList";
import { NoCalls } from "./NoCalls";

/** The newest calls, whatever became of them. */
export function RecentCallsCard({ limit }: { limit: number }) {
  const { t } = useTranslation();
  const { data, error, isValidating, mutate } = useRecentCalls(limit);
  const allCalls = (
    <Link to="/calls" className={buttonLook("quiet", true)}>
      {t("action.allCalls")}
      <ArrowRight className="size-3.5" aria-hidden />
    </Link>
  );
  return (
    <Card title={t("calls.recent")} actions={allCalls}>
      {!data && error && (
        <LoadError title={t("calls.loadError")} error={error} busy={isValidating} onRetry={() => void mutate()} />
      )}
      {!data && !error && <Skeleton rows={6} rowClass="h-[3.125rem]" />}
      {data && error && <StaleNote />}
      {data && (data.items.length > 0 ? <CallList calls={data.items} label={t("calls.recent")} /> : <NoCalls />)}
    </Card>
  );
}
