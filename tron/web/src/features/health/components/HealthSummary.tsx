import { CircleAlert, CircleCheck, LoaderCircle, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { TONE_TEXT } from "@/components/Badge";
import { useHealth, useReadiness, useTronAway } from "../api";
import { needsLook } from "../state";

/** One line at the foot of the sidebar: is everything well? It leads to the list. */
export function HealthSummary() {
  const { t } = useTranslation();
  const { tone, icon: Icon, text, spins } = useSummary();
  return (
    <Link
      to="/health"
      className="flex items-start gap-2.5 rounded-md border border-line bg-page px-2.5 py-2 hover:border-line-2"
    >
      <Icon className={`mt-0.5 size-4 ${TONE_TEXT[tone]} ${spins ? "spin" : ""}`} aria-hidden />
      <span className="min-w-0">
        <span role="status" className="block font-medium">
          {text}
        </span>
        {tone !== "danger" && <span className="block text-xs text-ink-3">{t("health.here")}</span>}
      </span>
    </Link>
  );
}

function useSummary() {
  const { t } = useTranslation();
  const { data } = useReadiness();
  const { data: health } = useHealth(false);
  const away = useTronAway();
  if (away) return { tone: "danger", icon: CircleAlert, text: t("health.summary.unreachable"), spins: false } as const;
  if (!data) return { tone: "neutral", icon: LoaderCircle, text: t("health.summary.unknown"), spins: true } as const;
  const skipped = health?.vendors.filter((vendor) => vendor.state === "open").length ?? 0;
  const troubled = data.checks.filter(needsLook).length + skipped;
  if (troubled > 0) {
    const text = t("health.summary.degraded", { count: troubled });
    return { tone: "warning", icon: TriangleAlert, text, spins: false } as const;
  }
  if (data.status === "not_ready") {
    return { tone: "info", icon: LoaderCircle, text: t("health.summary.starting"), spins: true } as const;
  }
  const count = data.checks.filter((check) => check.state === "ok").length;
  return { tone: "success", icon: CircleCheck, text: t("health.summary.ready", { count }), spins: false } as const;
}
