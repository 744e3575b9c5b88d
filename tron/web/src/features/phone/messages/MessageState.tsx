import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { MESSAGE_LOOKS } from "@/components/messageLook";
import type { Message } from "./api";

/** How far a message came. */
export function MessageState({ state }: { state: Message["state"] }) {
  const { t } = useTranslation();
  const { tone, icon } = MESSAGE_LOOKS[state];
  return (
    <Badge tone={tone} icon={icon}>
      {t(`messages.state.${state}`)}
    </Badge>
  );
}
