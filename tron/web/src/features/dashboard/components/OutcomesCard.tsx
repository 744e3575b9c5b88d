import { ChartPie, Check } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Card } from "@/components/Card";
import { Coded } from "@/components/Coded";
import { Donut } from "@/components/charts/Donut";
import { Swatch } from "@/components/charts/Legend";
import { EmptyState } from "@/components/EmptyState";
import { LoadError } from "@/components/Notice";
import { Skeleton } from "@/components/Skeleton";
import { number, percent } from "@/lib/format";
import { type Period, type Stats, usePeriod } from "../api";
import { type OutcomeRow, outcomeRows } from "../outcomes";

/** What answered calls came to. */
export function OutcomesCard({ period }: { period: Period }) {
  const { t } = useTranslation();
  const { data, error, isValidating, mutate } = usePeriod(period);
  return (
    <Card title={t("dashboard.outcomes.title")} meta={t(`dashboard.outcomes.meta.${period}`)}>
      {!data && error && (
        <LoadError title={t("dashboard.loadError")} error={error} busy={isValidating} onRetry={() => void mutate()} />
      )}
      {!data && !error && <Skeleton rows={5} />}
      {data && <Outcomes stats={data} period={period} />}
    </Card>
  );
}

function Outcomes({ stats, period }: { stats: Stats; period: Period }) {
  const { t } = useTranslation();
  if (stats.answered === 0) {
    return (
      <EmptyState icon={ChartPie} title={t("dashboard.outcomes.none")}>
        {t("dashboard.outcomes.noneBody")}
      </EmptyState>
    );
  }
  const rows = outcomeRows(stats);
  return (
    <div className="grid items-center gap-x-5 gap-y-3 px-4 pt-2 pb-4 sm:grid-cols-[9.25rem_minmax(0,1fr)]">
      <div className="justify-self-center">
        <Donut
          total={stats.answered}
          label={t("dashboard.outcomes.answered")}
          slices={rows.map(({ key, count, stroke }) => ({ key, value: count, stroke }))}
        />
      </div>
      <ul>
        {rows.map((row) => (
          <Row key={row.key} row={row} answered={stats.answered} period={period} />
        ))}
      </ul>
    </div>
  );
}

function Row({ row, answered, period }: { row: OutcomeRow; answered: number; period: Period }) {
  const { t, i18n } = useTranslation();
  const look = "flex min-h-7.5 items-center gap-2 pointer-coarse:min-h-11";
  const inside = (
    <>
      <Swatch fill={row.fill} />
      <span className="flex min-w-0 flex-1 items-center gap-1.5">
        {row.name === null ? (
          <span className="truncate text-ink-2">
            {t(`dashboard.outcomes.${row.key === "rest" ? "rest" : "without"}`)}
          </span>
        ) : (
          <Coded list="outcome" code={row.name} className="truncate" />
        )}
        {row.success && (
          <>
            <Check className="size-3.5 text-success" aria-hidden />
            <span className="sr-only">{t("dashboard.outcomes.success")}</span>
          </>
        )}
      </span>
      <span className="num font-medium">{number(row.count, i18n.language)}</span>
      <span className="num w-10 text-right text-ink-2">{percent(row.count / answered, i18n.language, 0)}</span>
    </>
  );
  return (
    <li className="border-t border-line first:border-t-0">
      {row.name === null ? (
        <span className={look}>{inside}</span>
      ) : (
        <Link
          to={`/calls?${new URLSearchParams({ outcome: row.key, date: period })}`}
          className={`${look} -outline-offset-2 hover:bg-surface-2`}
        >
          {inside}
        </Link>
      )}
    </li>
  );
}
