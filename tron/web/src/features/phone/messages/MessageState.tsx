import { Check, CheckCheck, CircleHelp, CircleX, Clock, Inbox, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge, type Tone } from "@/components/Badge";
import type { Message } from "./api";

const LOOKS: Record<Message["state"], { tone: Tone; icon: LucideIcon }> = {
  queued: { tone: "neutral", icon: Clock },
  sent: { tone: "info", icon: Check },
  delivered: { tone: "success", icon: CheckCheck },
  read: { tone: "success", icon: CheckCheck },
  failed: { tone: "danger", icon: CircleX },
  unknown: { tone: "warning", icon: CircleHelp },
  received: { tone: "info", icon: Inbox },
};

/** How far a message came. */
export function MessageState({ state }: { state: Message["state"] }) {
  const { t } = useTranslation();
  const { tone, icon } = LOOKS[state];
  return (
    <Badge tone={tone} icon={icon}>
      {t(`messages.state.${state}`)}
    </Badge>
  );
}
