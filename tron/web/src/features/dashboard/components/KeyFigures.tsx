import { ArrowDownRight, ArrowUpRight, Minus } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Sparkline } from "@/components/charts/Sparkline";
import { LoadError, StaleNote } from "@/components/Notice";
import { fixed, money, number, percent, weekday } from "@/lib/format";
import { type DayFigures, type Period, type Stats, useDays, usePeriod, useSpanBefore } from "../api";

type KeyFiguresProps = {
  period: Period;
  /** Calls that ring and calls that are talked on, now. */
  ringing: number;
  talking: number;
};

/** The six numbers of the period, each with how it was before. */
export function KeyFigures({ period, ringing, talking }: KeyFiguresProps) {
  const { t } = useTranslation();
  const { data, error, isValidating, mutate } = usePeriod(period);
  const { data: before } = useSpanBefore(period);
  const { data: course } = useDays(period);
  if (!data && error) {
    return (
      <section aria-label={t("dashboard.figures")} className="rounded-lg border border-line bg-surface-1 pt-3">
        <LoadError title={t("dashboard.loadError")} error={error} busy={isValidating} onRetry={() => void mutate()} />
      </section>
    );
  }
  const days = course?.per_day ?? [];
  return (
    <section aria-label={t("dashboard.figures")} className="overflow-hidden rounded-lg border border-line bg-surface-1">
      <dl className="-mt-px -ml-px grid grid-cols-2 sm:grid-cols-3 wide:grid-cols-6">
        <Calls stats={data} before={before} days={days} period={period} />
        <Success stats={data} before={before} days={days} />
        <Figure label={t("dashboard.active")} value={String(ringing + talking)}>
          <span className="text-ink-3">{t("dashboard.activeParts", { talking, ringing })}</span>
        </Figure>
        <TalkTime stats={data} before={before} days={days} />
        <ReplyTime stats={data} days={days} />
        <CostFigure stats={data} days={days} />
      </dl>
      {data && error && <StaleNote />}
    </section>
  );
}

type PartProps = { stats: Stats | undefined; before?: Stats | undefined; days: readonly DayFigures[] };

function Calls({ stats, before, days, period }: PartProps & { period: Period }) {
  const { t, i18n } = useTranslation();
  const change = stats && before && before.total > 0 ? stats.total / before.total - 1 : null;
  return (
    <Figure
      label={t("dashboard.calls")}
      value={stats && number(stats.total, i18n.language)}
      course={days.map((day) => day.total)}
    >
      {change !== null && (
        <Change by={change} better={change > 0}>
          {t(`dashboard.versus.${period}`, {
            value: percent(Math.abs(change), i18n.language, 0),
            day: weekday(new Date(), i18n.language),
          })}
        </Change>
      )}
    </Figure>
  );
}

function Success({ stats, before, days }: PartProps) {
  const { t, i18n } = useTranslation();
  const [now, then] = [stats?.success_rate ?? null, before?.success_rate ?? null];
  const change = now !== null && then !== null ? (now - then) * 100 : null;
  return (
    <Figure
      label={t("dashboard.success")}
      value={stats && (now === null ? "–" : percent(now, i18n.language))}
      course={days.map((day) => share(day.successful, day.answered))}
    >
      {change !== null && (
        <Change by={change} better={change > 0}>
          {t("dashboard.points", { value: number(Math.abs(change), i18n.language, 1) })}
        </Change>
      )}
    </Figure>
  );
}

function TalkTime({ stats, before, days }: PartProps) {
  const { t, i18n } = useTranslation();
  const [now, then] = [stats?.avg_talk_time_seconds ?? null, before?.avg_talk_time_seconds ?? null];
  const change = now !== null && then !== null ? Math.round(now - then) : null;
  const words = (seconds: number) =>
    seconds < 60
      ? t("dashboard.onlySeconds", { seconds })
      : t("dashboard.minutes", { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
  return (
    <Figure
      label={t("dashboard.talkTime")}
      value={stats && (now === null ? "–" : words(Math.round(now)))}
      course={days.map((day) => share(day.talk_time_seconds, day.answered))}
    >
      {change !== null && (
        <Change by={change}>
          {change === 0
            ? t("dashboard.same")
            : t(change < 0 ? "dashboard.shorter" : "dashboard.longer", {
                value: number(Math.abs(change), i18n.language),
              })}
        </Change>
      )}
    </Figure>
  );
}

function ReplyTime({ stats, days }: PartProps) {
  const { t, i18n } = useTranslation();
  const seconds = (ms: number) => fixed(ms / 1000, i18n.language);
  const { p50_ms = null, p90_ms = null } = stats?.reply_time ?? {};
  return (
    <Figure
      label={t("dashboard.reply")}
      value={stats && (p50_ms === null ? "–" : seconds(p50_ms))}
      unit={p50_ms === null ? undefined : t("dashboard.secondUnit")}
      course={days.map((day) => day.reply_p50_ms)}
    >
      {p90_ms !== null && <span className="text-ink-3">{t("dashboard.p90", { value: seconds(p90_ms) })}</span>}
    </Figure>
  );
}

function CostFigure({ stats, days }: PartProps) {
  const { t, i18n } = useTranslation();
  const inr = stats?.cost.inr ?? 0;
  const each = stats && stats.total > 0 ? money(inr / stats.total, "INR", i18n.language) : null;
  return (
    <Figure
      label={t("dashboard.cost")}
      value={stats && money(inr, "INR", i18n.language, inr >= 100 || inr === 0)}
      course={days.map((day) => day.cost_inr)}
    >
      {each && <span className="text-ink-3">{t("dashboard.each", { value: each })}</span>}
    </Figure>
  );
}

type FigureProps = {
  label: string;
  /** Undefined until it came. */
  value: string | undefined;
  unit?: string | undefined;
  course?: readonly (number | null)[];
  children?: ReactNode;
};

function Figure({ label, value, unit, course = [], children }: FigureProps) {
  return (
    <div className="min-w-0 border-t border-l border-line px-3 pt-3 pb-2.5 sm:px-4 sm:pt-3.5">
      <dt className="truncate text-ink-2">{label}</dt>
      <dd>
        <span className="mt-1 flex h-8 items-baseline gap-1.5 whitespace-nowrap">
          {value === undefined ? (
            <span className="skeleton h-5 w-16 self-center" />
          ) : (
            <b className="num text-2xl font-semibold tracking-[-0.02em]">{value}</b>
          )}
          {unit && <span className="text-ink-3">{unit}</span>}
        </span>
        <span className="mt-1 flex min-h-5 items-center justify-between gap-2.5 text-xs">
          <span className="num min-w-0">{children}</span>
          <Sparkline values={course} />
        </span>
      </dd>
    </div>
  );
}

/** How a figure moved; green only where more is better. */
function Change({ by, better = false, children }: { by: number; better?: boolean; children: string }) {
  const Arrow = by > 0 ? ArrowUpRight : by < 0 ? ArrowDownRight : Minus;
  return (
    <span className={`inline-flex items-center gap-1 ${better ? "text-success" : "text-ink-3"}`}>
      <Arrow className="size-3.5" aria-hidden />
      {children}
    </span>
  );
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
