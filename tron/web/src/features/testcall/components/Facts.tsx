import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Coded } from "@/components/Coded";
import { useNow } from "@/hooks/useNow";
import { duration, number, phone } from "@/lib/format";
import type { CallEvent } from "@/lib/live/messages";
import { useTalk } from "@/stores/talk";
import type { Call } from "../api";
import { answeredAt, isOver, lastReply, type Status } from "../progress";

type FactsProps = {
  call: Call;
  events: readonly CallEvent[];
  status: Status;
  badge: ReactNode;
  reason: ReactNode;
};

/** Status, time, and the figures of the call. */
export function Facts({ call, events, status, badge, reason }: FactsProps) {
  const { t, i18n } = useTranslation();
  const reply = lastReply(events);
  const latency = useTalk((talk) => (talk.callId === call.id ? talk.latency : null));
  const agentKeys = useTalk((talk) => (talk.callId === call.id ? talk.agentKeys : ""));
  const gaps = useTalk((talk) => (talk.callId === call.id ? talk.gaps : 0));
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5" role="status">
        {badge}
        {isOver(status) && call.reason && <span className="text-ink-2">{reason}</span>}
      </div>
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        <Fact label={t("testcall.talkTime")}>
          <TalkTime call={call} events={events} status={status} />
        </Fact>
        {call.phone_number && (
          <Fact label={t("testcall.phoneNumber")}>
            <span className="num">{phone(call.phone_number)}</span>
          </Fact>
        )}
        {reply !== null && (
          <Fact label={t("testcall.lastReply")}>
            {t("testcall.seconds", { value: number(reply / 1000, i18n.language, 2) })}
          </Fact>
        )}
        {latency !== null && !isOver(status) && (
          <Fact label={t("testcall.network")}>
            {t("testcall.milliseconds", { value: number(latency, i18n.language) })}
          </Fact>
        )}
        {gaps > 0 && <Fact label={t("testcall.gaps")}>{number(gaps, i18n.language)}</Fact>}
        {agentKeys !== "" && <Fact label={t("testcall.agentKeys")}>{agentKeys}</Fact>}
        {call.outcome && (
          <Fact label={t("testcall.outcome")}>
            <Coded list="outcome" code={call.outcome} />
          </Fact>
        )}
      </dl>
    </div>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-ink-3">{label}</dt>
      <dd className="num font-medium">{children}</dd>
    </div>
  );
}

/** Since the answer; it stops when the call does. */
function TalkTime({ call, events, status }: { call: Call; events: readonly CallEvent[]; status: Status }) {
  const since = answeredAt(call, events);
  const live = status === "in_progress" && since !== null;
  const now = useNow(live ? 1000 : null);
  if (live) return <span className="text-live">{duration((now.getTime() - Date.parse(since)) / 1000)}</span>;
  if (call.talk_time_seconds !== null) return duration(call.talk_time_seconds);
  return isOver(status) && since !== null ? "–" : duration(0);
}
