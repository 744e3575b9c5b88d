import { useTranslation } from "react-i18next";
import { InstructionBanner } from "@/components/InstructionBanner";
import { PageHeading } from "@/components/PageHeading";
import { AllCalls } from "@/features/calls/components/AllCalls";
import { zoneName } from "@/lib/format";

export function Component() {
  const { t, i18n } = useTranslation();
  return (
    <>
      <PageHeading title={t("calls.title")} meta={t("calls.zone", { zone: zoneName(new Date(), i18n.language) })} />
      <InstructionBanner page="calls" text="calls.banner" />
      <AllCalls />
    </>
  );
}
