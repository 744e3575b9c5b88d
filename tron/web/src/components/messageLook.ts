import { Check, CheckCheck, CircleHelp, CircleX, Clock, Inbox, type LucideIcon } from "lucide-react";
import type { components } from "@/lib/schema";
import type { Tone } from "./Badge";

/** How far a message came, at a glance. */
export const MESSAGE_LOOKS: Record<components["schemas"]["MessageOut"]["state"], { tone: Tone; icon: LucideIcon }> = {
  queued: { tone: "neutral", icon: Clock },
  sent: { tone: "info", icon: Check },
  delivered: { tone: "success", icon: CheckCheck },
  read: { tone: "success", icon: CheckCheck },
  failed: { tone: "danger", icon: CircleX },
  unknown: { tone: "warning", icon: CircleHelp },
  received: { tone: "info", icon: Inbox },
};
