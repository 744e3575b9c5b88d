import { CircleAlert, CircleCheck, CircleDashed, CirclePause, CircleX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import type { State } from "../api";

const LOOKS = {
  ready: { tone: "success", icon: CircleCheck },
  waiting: { tone: "neutral", icon: CircleDashed },
  missing: { tone: "warning", icon: CircleAlert },
  failing: { tone: "danger", icon: CircleX },
  off: { tone: "neutral", icon: CirclePause },
} as const;

/** How a line or a trunk is, as it was found a moment ago. */
export function StateBadge({ state }: { state: State["state"] }) {
  const { t } = useTranslation();
  return <Badge {...LOOKS[state]}>{t(`phone.state.${state}`)}</Badge>;
}
