import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { ChartCard } from "@/components/charts/ChartCard";
import { StackedBars } from "@/components/charts/StackedBars";
import { LoadError } from "@/components/Notice";
import { Skeleton } from "@/components/Skeleton";
import { dayOf, startOfDay } from "@/lib/days";
import { dayAndMonth, number, weekday } from "@/lib/format";
import { type DayFigures, type Period, useDays } from "../api";

/** The parts of a day, the lowest first. */
const PARTS = ["answered", "not_answered", "failed", "other"] as const;
const FILLS: Record<(typeof PARTS)[number], string> = {
  answered: "bg-chart-1",
  not_answered: "bg-chart-2",
  failed: "bg-chart-4",
  other: "bg-chart-rest",
};

/** How many calls each day had, and what became of them. */
export function VolumeCard({ period }: { period: Period }) {
  const { t } = useTranslation();
  const { data, error, isValidating, mutate } = useDays(period);
  if (data) return <Volume days={data.per_day} />;
  return (
    <Card title={t("dashboard.volume.title")}>
      {error ? (
        <LoadError title={t("dashboard.loadError")} error={error} busy={isValidating} onRetry={() => void mutate()} />
      ) : (
        <Skeleton rows={5} />
      )}
    </Card>
  );
}

function Volume({ days }: { days: readonly DayFigures[] }) {
  const { t, i18n } = useTranslation();
  const figure = (value: number) => number(value, i18n.language);
  const today = dayOf(new Date());
  const name = (day: string) => dayAndMonth(startOfDay(day) ?? new Date(), i18n.language);
  const most = days.reduce((a, b) => (b.total > a.total ? b : a), days[0] ?? NO_DAY);
  const finding = t("dashboard.volume.finding", {
    count: days.length,
    most: figure(most.total),
    day: name(most.day),
    today: figure(days.at(-1)?.total ?? 0),
  });
  return (
    <ChartCard
      title={t("dashboard.volume.title")}
      meta={t("dashboard.volume.meta", { count: days.length })}
      series={PARTS.map((part) => ({ label: t(`dashboard.part.${part}`), fill: FILLS[part] }))}
      finding={finding}
      figures={{
        head: [
          t("dashboard.volume.day"),
          t("dashboard.volume.total"),
          ...PARTS.map((part) => t(`dashboard.part.${part}`)),
        ],
        rows: days.map((day) => [name(day.day), figure(day.total), ...PARTS.map((part) => figure(day[part]))]),
      }}
    >
      <StackedBars
        fills={PARTS.map((part) => FILLS[part])}
        bars={days.map((day) => ({
          key: day.day,
          label: weekday(startOfDay(day.day) ?? new Date(), i18n.language),
          below: day.day === today ? t("dashboard.today") : name(day.day),
          parts: PARTS.map((part) => day[part]),
          now: day.day === today,
        }))}
      />
    </ChartCard>
  );
}

const NO_DAY = { day: "", total: 0 };
