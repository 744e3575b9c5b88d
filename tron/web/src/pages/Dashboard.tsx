import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { PageHeading } from "@/components/PageHeading";
import { Segmented } from "@/components/Segmented";
import { SetupList } from "@/components/SetupList";
import { useAgents } from "@/features/agents/api";
import { UnsaidCategories } from "@/features/agents/components/UnsaidCategories";
import { useActiveCalls, useRecentCalls } from "@/features/calls/api";
import { ActiveCallsCard } from "@/features/calls/components/ActiveCallsCard";
import { RecentCallsCard } from "@/features/calls/components/RecentCallsCard";
import { PERIODS, type Period } from "@/features/dashboard/api";
import { KeyFigures } from "@/features/dashboard/components/KeyFigures";
import { OutcomesCard } from "@/features/dashboard/components/OutcomesCard";
import { VolumeCard } from "@/features/dashboard/components/VolumeCard";
import { useReadiness } from "@/features/health/api";
import { ServicesCard } from "@/features/health/components/ServicesCard";
import { useNow } from "@/hooks/useNow";
import { date, time } from "@/lib/format";

const RECENT = 12;

/** How it goes: figures, calls that go on, what happened lately, and what to do first. */
export function Component() {
  const { t, i18n } = useTranslation();
  const now = useNow(15_000);
  const [period, setPeriod] = usePeriodInAddress();
  const updated = { date: date(now, i18n.language), time: time(now, i18n.language, true) };
  return (
    <>
      <PageHeading
        title={t(`dashboard.period.${period}`)}
        meta={t("dashboard.updated", updated)}
        actions={
          <Segmented
            aria-label={t("dashboard.choosePeriod")}
            value={period}
            onChange={setPeriod}
            options={PERIODS.map((value) => ({ value, label: t(`dashboard.periodShort.${value}`) }))}
          />
        }
      />
      <Setup />
      <UnsaidCategories />
      <Figures period={period} />
      <div className="grid gap-4 wide:grid-cols-[minmax(0,1.62fr)_minmax(0,1fr)]">
        <VolumeCard period={period} />
        <OutcomesCard period={period} />
      </div>
      <ActiveCallsCard />
      <div className="grid items-start gap-4 wide:grid-cols-[minmax(0,2.35fr)_minmax(0,1fr)]">
        <RecentCallsCard limit={RECENT} />
        <ServicesCard />
      </div>
    </>
  );
}

function Setup() {
  const { t } = useTranslation();
  const { data: readiness } = useReadiness();
  const { data: agents } = useAgents();
  const { data: calls } = useRecentCalls(RECENT);
  return (
    <SetupList
      page="dashboard"
      steps={[
        { label: t("setup.services"), done: readiness?.status === "ready" },
        {
          label: t("setup.agent"),
          done: (agents?.items.length ?? 0) > 0,
          to: { path: "/agents", label: t("setup.toAgents") },
        },
        {
          label: t("setup.call"),
          done: (calls?.items.length ?? 0) > 0,
          to: { path: "/test-call", label: t("setup.toTestCall") },
        },
      ]}
    />
  );
}

function Figures({ period }: { period: Period }) {
  const { data } = useActiveCalls();
  const ringing = data?.items.filter((call) => call.status === "ringing").length ?? 0;
  return <KeyFigures period={period} ringing={ringing} talking={(data?.items.length ?? 0) - ringing} />;
}

/** The period stands in the address, so that a link shows the same. */
function usePeriodInAddress(): [Period, (period: Period) => void] {
  const [address, setAddress] = useSearchParams();
  const period = PERIODS.find((name) => name === address.get("period")) ?? "today";
  const set = (next: Period) =>
    setAddress(next === "today" ? {} : { period: next }, { replace: true, preventScrollReset: true });
  return [period, set];
}
