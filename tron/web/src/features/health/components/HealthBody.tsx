import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { LoadError, StaleNote } from "@/components/Notice";
import { Skeleton } from "@/components/Skeleton";
import { useNow } from "@/hooks/useNow";
import { useHealth } from "../api";
import { PartsCard } from "./PartsCard";
import { VendorsCard } from "./VendorsCard";

/** Vendors, then Tron's own parts; or why they cannot be read. */
export function HealthBody() {
  const { t } = useTranslation();
  const now = useNow(1000);
  const { data, error, isValidating, mutate } = useHealth(true);
  if (!data) {
    return (
      <Card title={t("health.vendor.title")}>
        {error ? (
          <LoadError title={t("health.loadError")} error={error} busy={isValidating} onRetry={() => void mutate()} />
        ) : (
          <Skeleton rows={8} />
        )}
      </Card>
    );
  }
  return (
    <>
      {error && <StaleNote />}
      <VendorsCard health={data} now={now} />
      <PartsCard health={data} now={now} />
    </>
  );
}
