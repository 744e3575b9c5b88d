import { useTranslation } from "react-i18next";
import { InstructionBanner } from "@/components/InstructionBanner";
import { PageHeading } from "@/components/PageHeading";
import { HealthBody } from "@/features/health/components/HealthBody";

/** How the vendors and Tron's own parts are, and what to do about those that are not well. */
export function Component() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeading title={t("health.page")} />
      <InstructionBanner page="health" text="health.banner" />
      <HealthBody />
    </>
  );
}
