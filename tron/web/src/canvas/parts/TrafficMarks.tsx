import { PhoneOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { number, percent } from "@/lib/format";
import type { Along, Came } from "../model/traffic";

/** How many calls went along a line, and their share of those that came to its node where some went elsewhere. */
export function AlongMark({ along: { calls, share } }: { along: Along }) {
  const { t, i18n } = useTranslation();
  const count = number(calls, i18n.language);
  const shown = calls > 0 && share < 1 ? `${count} · ${percent(share, i18n.language, 0)}` : count;
  return (
    <span
      title={t("canvas.traffic.along", { count: calls, value: count, share: percent(share, i18n.language, 0) })}
      className={`num rounded-sm border border-line-2 bg-surface-2 px-1.5 text-2xs leading-4 whitespace-nowrap ${calls > 0 ? "text-ink" : "text-ink-3"}`}
    >
      {shown}
    </span>
  );
}

type EndedMarkProps = { came: Came /** The node ends calls: nobody is lost there. */; ends: boolean };

/** How many calls ended at a node, above its corner. */
export function EndedMark({ came: { ended, hungUp }, ends }: EndedMarkProps) {
  const { t, i18n } = useTranslation();
  if (ended === 0) return null;
  const lost = hungUp === ended ? "canvas.traffic.hungUp" : "canvas.traffic.ended";
  const look = ends ? "border-line-2 bg-surface-2 text-ink-2" : "border-warning-line bg-warning-soft text-warning";
  return (
    <span
      className={`num absolute -top-2.5 right-2 inline-flex items-center gap-1 rounded-sm border px-1.5 text-2xs leading-4 ${look}`}
    >
      <PhoneOff className="size-3" aria-hidden />
      {t(ends ? "canvas.traffic.ended" : lost, { count: ended, value: number(ended, i18n.language) })}
    </span>
  );
}
