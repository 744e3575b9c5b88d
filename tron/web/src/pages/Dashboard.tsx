import { useTranslation } from "react-i18next";
import { PageHeading } from "@/components/PageHeading";
import { SetupList } from "@/components/SetupList";
import { useRecentCalls } from "@/features/calls/api";
import { RecentCallsCard } from "@/features/calls/components/RecentCallsCard";
import { useReadiness } from "@/features/health/api";
import { ServicesCard } from "@/features/health/components/ServicesCard";
import { useNow } from "@/hooks/useNow";
import { date, time } from "@/lib/format";

const RECENT = 10;

/** What runs, what happened lately, and what to do first. */
export function Component() {
  const { t, i18n } = useTranslation();
  const now = useNow(15_000);
  const { data: readiness } = useReadiness();
  const { data: calls } = useRecentCalls(RECENT);
  const updated = { date: date(now, i18n.language), time: time(now, i18n.language, true) };
  return (
    <>
      <PageHeading title={t("nav.dashboard")} meta={t("dashboard.updated", updated)} />
      <SetupList
        page="dashboard"
        steps={[
          { label: t("setup.services"), done: readiness?.status === "ready" },
          { label: t("setup.call"), done: (calls?.items.length ?? 0) > 0 },
        ]}
      />
      <div className="grid items-start gap-4 wide:grid-cols-[minmax(0,2.35fr)_minmax(0,1fr)]">
        <RecentCallsCard limit={RECENT} />
        <ServicesCard />
      </div>
    </>
  );
}
