import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { Coded } from "@/components/Coded";
import { number } from "@/lib/format";
import type { Check } from "../api";
import { lookOf, needsLook } from "../state";

export function ServiceRow({ check }: { check: Check }) {
  const { t } = useTranslation();
  const { word, tone, icon } = lookOf(check);
  return (
    <li className="border-t border-line px-4 py-2.5">
      <div className="flex items-center justify-between gap-3">
        <Coded
          list="check"
          code={check.name.replace(".", "_")}
          className="min-w-0 font-medium [overflow-wrap:anywhere]"
        >
          {check.name}
        </Coded>
        <span className="flex items-center gap-2.5">
          <Latency check={check} />
          <Badge tone={tone} icon={icon}>
            {t(`health.state.${word}`)}
          </Badge>
        </span>
      </div>
      {check.detail && (
        <p className="text-xs text-ink-3 [overflow-wrap:anywhere]">
          <Coded list="found" code={check.code} values={check.values}>
            {check.detail}
          </Coded>
        </p>
      )}
      {check.fix && needsLook(check) && (
        <p className="mt-1 text-xs text-ink-2 [overflow-wrap:anywhere]">
          <span className="font-medium">{t("health.fix")}:</span>{" "}
          <Coded list="fix" code={check.code} values={check.values}>
            {check.fix}
          </Coded>
        </p>
      )}
    </li>
  );
}

/** How long the answer took, for what did answer. */
function Latency({ check }: { check: Check }) {
  const { t, i18n } = useTranslation();
  if (check.state === "starting" || check.state === "down") return null;
  const digits = check.latency_ms < 10 ? 1 : 0;
  return (
    <span className="num text-xs whitespace-nowrap text-ink-3">
      {t("health.latency", { value: number(check.latency_ms, i18n.language, digits) })}
    </span>
  );
}
