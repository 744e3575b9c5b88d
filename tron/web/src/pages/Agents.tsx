import { useTranslation } from "react-i18next";
import { InstructionBanner } from "@/components/InstructionBanner";
import { PageHeading } from "@/components/PageHeading";
import { AgentsCard } from "@/features/agents/components/AgentsCard";

export function Component() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeading title={t("agents.title")} />
      <InstructionBanner page="agents" text="agents.banner" />
      <AgentsCard />
    </>
  );
}
