import { useTranslation } from "react-i18next";
import { Badge, TONE_TEXT } from "@/components/Badge";
import { Words } from "@/components/Words";
import { number } from "@/lib/format";
import type { Check } from "../api";
import { lookOf, needsLook } from "../state";

export function ServiceRow({ check }: { check: Check }) {
  const { t, i18n } = useTranslation();
  const { word, tone, icon: Icon } = lookOf(check);
  return (
    <li className="flex items-start gap-2.5 border-t border-line px-4 py-2.5">
      <Icon className={`mt-0.5 size-4 ${TONE_TEXT[tone]} ${check.state === "starting" ? "spin" : ""}`} aria-hidden />
      <div className="min-w-0 flex-1">
        <div className="flex items-center justify-between gap-3">
          <Words className="min-w-0 font-medium [overflow-wrap:anywhere]">{check.name}</Words>
          <span className="flex items-center gap-2.5">
            {check.state !== "starting" && (
              <span className="num text-xs whitespace-nowrap text-ink-3">
                {t("health.latency", { value: number(check.latency_ms, i18n.language) })}
              </span>
            )}
            <Badge tone={tone} icon={Icon}>
              {t(`health.state.${word}`)}
            </Badge>
          </span>
        </div>
        {check.detail && (
          <p className="text-xs text-ink-3 [overflow-wrap:anywhere]">
            <Words>{check.detail}</Words>
          </p>
        )}
        {check.fix && needsLook(check) && (
          <p className="mt-1 text-xs text-ink-2 [overflow-wrap:anywhere]">
            <span className="font-medium">{t("health.fix")}:</span> <Words>{check.fix}</Words>
          </p>
        )}
      </div>
    </li>
  );
}
