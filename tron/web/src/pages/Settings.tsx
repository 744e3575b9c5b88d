import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { InstructionBanner } from "@/components/InstructionBanner";
import { PageHeading } from "@/components/PageHeading";
import { Skeleton } from "@/components/Skeleton";
import { EnginesCard } from "@/features/engines/components/EnginesCard";
import { PracticeCard } from "@/features/settings/components/PracticeCard";
import { SettingsBody } from "@/features/settings/components/SettingsBody";
import { WorkersCard } from "@/features/workers/components/WorkersCard";

// What few people set up loads beside the page.
const ToolsCards = lazy(async () => ({
  default: (await import("@/features/tools/components/ToolsCards")).ToolsCards,
}));

/** Keys, addresses, defaults and limits, and what Tron brings along for trying out. */
export function Component() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeading title={t("settings.title")} />
      <InstructionBanner page="settings" text="settings.banner" />
      <div className="grid items-start gap-4 wide:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="grid min-w-0 gap-4">
          <SettingsBody />
          <Suspense fallback={<Skeleton rows={6} />}>
            <ToolsCards />
          </Suspense>
        </div>
        <div className="grid min-w-0 gap-4">
          <WorkersCard />
          <PracticeCard />
          <EnginesCard />
        </div>
      </div>
    </>
  );
}
