import { useTranslation } from "react-i18next";
import { InstructionBanner } from "@/components/InstructionBanner";
import { PageHeading } from "@/components/PageHeading";
import { AllCallsCard } from "@/features/calls/components/AllCallsCard";

export function Component() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeading title={t("calls.title")} />
      <InstructionBanner page="calls" text="calls.banner" />
      <AllCallsCard />
    </>
  );
}
