import { Activity, ArrowRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { buttonLook } from "@/components/Button";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { LoadError, StaleNote } from "@/components/Notice";
import { Skeleton } from "@/components/Skeleton";
import { useReadiness } from "../api";
import { ServiceRow } from "./ServiceRow";

/** Every dependency with its state, how long it took to answer, and what to do about it. */
export function ServicesCard() {
  const { t } = useTranslation();
  const { data, error, isValidating, mutate } = useReadiness();
  const checks = data?.checks ?? [];
  const ready = checks.filter((check) => check.state === "ok").length;
  return (
    <Card
      title={t("health.title")}
      meta={data && t("health.progress", { ready, total: checks.length })}
      actions={
        <Link to="/health" className={buttonLook("quiet", true)}>
          {t("nav.health")}
          <ArrowRight className="size-3.5" aria-hidden />
        </Link>
      }
    >
      {!data && error && (
        <LoadError title={t("health.loadError")} error={error} busy={isValidating} onRetry={() => void mutate()} />
      )}
      {!data && !error && <Skeleton rows={5} />}
      {data && error && <StaleNote />}
      {data && checks.length === 0 && (
        <EmptyState icon={Activity} title={t("health.empty.title")}>
          {t("health.empty.body")}
        </EmptyState>
      )}
      <ul>
        {checks.map((check) => (
          <ServiceRow key={check.name} check={check} />
        ))}
      </ul>
    </Card>
  );
}
