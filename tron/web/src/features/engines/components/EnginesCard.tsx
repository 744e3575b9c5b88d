import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { EnginesPanel } from "./EnginesPanel";

/** The built-in engines and their models, as a part of the Settings page. */
export function EnginesCard() {
  const { t } = useTranslation();
  return (
    <Card title={t("engines.title")}>
      <p className="px-4 pb-3 text-xs text-ink-3">{t("engines.help")}</p>
      <EnginesPanel />
    </Card>
  );
}
