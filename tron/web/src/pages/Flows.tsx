import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { InstructionBanner } from "@/components/InstructionBanner";
import { TopActions } from "@/components/layout/slots";
import { PageHeading } from "@/components/PageHeading";
import { FlowsCard } from "@/features/flows/components/FlowsCard";
import { NewFlowDialog } from "@/features/flows/components/NewFlowDialog";

export function Component() {
  const { t } = useTranslation();
  const [making, setMaking] = useState(false);
  return (
    <>
      <TopActions>
        <Button look="primary" icon={Plus} onClick={() => setMaking(true)}>
          {t("flows.new")}
        </Button>
      </TopActions>
      <PageHeading title={t("flows.title")} />
      <InstructionBanner page="flows" text="flows.banner" />
      <FlowsCard onNew={() => setMaking(true)} />
      <NewFlowDialog open={making} onClose={() => setMaking(false)} />
    </>
  );
}
