import { useTranslation } from "react-i18next";
import { InstructionBanner } from "@/components/InstructionBanner";
import { PageHeading } from "@/components/PageHeading";
import { AllCalls } from "@/features/calls/components/AllCalls";

export function Component() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeading title={t("calls.title")} />
      <InstructionBanner page="calls" text="calls.banner" />
      <AllCalls />
    </>
  );
}
