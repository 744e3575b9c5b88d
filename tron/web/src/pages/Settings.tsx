import { useTranslation } from "react-i18next";
import { InstructionBanner } from "@/components/InstructionBanner";
import { PageHeading } from "@/components/PageHeading";
import { EnginesCard } from "@/features/engines/components/EnginesCard";
import { PracticeCard } from "@/features/settings/components/PracticeCard";
import { SettingsBody } from "@/features/settings/components/SettingsBody";

/** Keys, addresses, defaults and limits, and what Tron brings along for trying out. */
export function Component() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeading title={t("settings.title")} />
      <InstructionBanner page="settings" text="settings.banner" />
      <div className="grid items-start gap-4 wide:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <SettingsBody />
        <div className="grid min-w-0 gap-4">
          <PracticeCard />
          <EnginesCard />
        </div>
      </div>
    </>
  );
}
