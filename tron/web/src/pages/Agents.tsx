import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { buttonLook } from "@/components/Button";
import { InstructionBanner } from "@/components/InstructionBanner";
import { TopActions } from "@/components/layout/slots";
import { PageHeading } from "@/components/PageHeading";
import { AgentsCard } from "@/features/agents/components/AgentsCard";
import { UnsaidCategories } from "@/features/agents/components/UnsaidCategories";

export function Component() {
  const { t } = useTranslation();
  return (
    <>
      <TopActions>
        <Link to="/agents/new" className={buttonLook("primary")}>
          <Plus className="size-4" aria-hidden />
          {t("agents.new")}
        </Link>
      </TopActions>
      <PageHeading title={t("agents.title")} />
      <InstructionBanner page="agents" text="agents.banner" />
      <UnsaidCategories />
      <AgentsCard />
    </>
  );
}
