import { Archive, Check, CircleMinus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";

/** Whether an agent may take calls. */
export function Activity({ active, archived = false }: { active: boolean; archived?: boolean }) {
  const { t } = useTranslation();
  if (archived) {
    return (
      <Badge tone="neutral" icon={Archive}>
        {t("agents.archived")}
      </Badge>
    );
  }
  return (
    <Badge tone={active ? "success" : "neutral"} icon={active ? Check : CircleMinus}>
      {active ? t("agents.active") : t("agents.inactive")}
    </Badge>
  );
}
