import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { Card } from "@/components/Card";
import { Coded } from "@/components/Coded";
import { MESSAGE_LOOKS } from "@/components/messageLook";
import { Words } from "@/components/Words";
import { when } from "@/lib/format";
import { type CallDetail, type CallEvent, type Message, useCallMessages } from "../api";

/** Reasons that say little without the vendor's own words. */
const TOLD_BY_VENDOR: readonly Message["reason"][] = ["refused", "account", "invalid_number", "not_delivered"];

/** What was written to the person in this call, how far each message came, and what they answered. */
export function MessagesCard({ call, events }: { call: CallDetail; events: readonly Pick<CallEvent, "type">[] }) {
  const { t } = useTranslation();
  const any = events.some(({ type }) => type.startsWith("message."));
  const { data } = useCallMessages(call.id, any);
  const messages = [...(data?.items ?? [])].reverse();
  if (messages.length === 0) return null;
  return (
    <Card title={t("call.messages.title")}>
      <ul className="pb-2">
        {messages.map((message) => (
          <Row key={message.id} message={message} />
        ))}
      </ul>
    </Card>
  );
}

function Row({ message }: { message: Message }) {
  const { t, i18n } = useTranslation();
  const { tone, icon } = MESSAGE_LOOKS[message.state];
  const at = message.read_at ?? message.delivered_at ?? message.sent_at ?? message.created_at;
  return (
    <li className="grid gap-1 border-t border-line px-4 py-2 first:border-t-0">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={tone} icon={icon}>
          {t(`call.messages.state.${message.state}`)}
        </Badge>
        <span>{t(`call.messages.channel.${message.channel}`)}</span>
        <time dateTime={at} className="num text-xs text-ink-3">
          {when(at, i18n.language)}
        </time>
      </p>
      {message.text && (
        <p className="max-w-[75ch] leading-(--leading-deva) [overflow-wrap:anywhere]">
          <Words>{message.text}</Words>
        </p>
      )}
      <p className="text-xs text-ink-3">
        {message.direction === "in" && t("call.messages.fromThem")}
        {message.template && t("call.messages.template", { name: message.template })}
      </p>
      {message.reason && (
        <p className="text-ink-2">
          <Coded list="message" code={message.reason} />
        </p>
      )}
      {message.error && TOLD_BY_VENDOR.includes(message.reason) && (
        <Words className="block text-xs text-ink-3 [overflow-wrap:anywhere]">{message.error}</Words>
      )}
    </li>
  );
}
