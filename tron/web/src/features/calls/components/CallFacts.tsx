import { useTranslation } from "react-i18next";
import { Coded } from "@/components/Coded";
import { Words } from "@/components/Words";
import { useNow } from "@/hooks/useNow";
import { duration, fixed, money, phone, when } from "@/lib/format";
import type { Call } from "../api";
import { CallReason } from "./CallStatus";

/** Who was called: the name over the number, or whichever there is. */
export function Contact({ call }: { call: Call }) {
  const { t } = useTranslation();
  const number = call.phone_number ? phone(call.phone_number) : null;
  const direction = t(`calls.direction.${call.direction}`);
  if (call.contact_name) {
    return (
      <span className="block min-w-0">
        <Words className="block truncate font-medium">{call.contact_name}</Words>
        <span className="num block truncate text-xs text-ink-3">{number ?? direction}</span>
      </span>
    );
  }
  return (
    <span className="block min-w-0">
      <span className="num block truncate font-medium">{number ?? t("calls.noNumber")}</span>
      <span className="block truncate text-xs text-ink-3">{direction}</span>
    </span>
  );
}

/** How the call reached its phone, in words where we know them. */
export function LineName({ line }: { line: string }) {
  const name = useLineName()(line);
  return name.data ? <Words>{name.label}</Words> : name.label;
}

/** Who speaks for us, over how it reaches the phone. */
export function AgentAndLine({ call }: { call: Call }) {
  return (
    <>
      {call.agent_name && <Words className="block">{call.agent_name}</Words>}
      <span className="block text-xs whitespace-nowrap text-ink-3">
        <LineName line={call.line} />
      </span>
    </>
  );
}

/** The name of a line: ours, else what it calls itself, which is data. */
export function useLineName(): (line: string, title?: string) => { label: string; data?: true } {
  const { t } = useTranslation();
  return (line, title) => {
    if (line === "sandbox" || line === "terminal" || line === "browser") return { label: t(`calls.line.${line}`) };
    return { label: title ?? line, data: true };
  };
}

/** What came of it: the outcome over the reason, or whichever there is. */
export function Result({ call, short = false }: { call: Call; short?: boolean }) {
  const { t, i18n } = useTranslation();
  if (waits(call)) {
    return <span className="text-ink-2">{t("calls.ringsAt", { time: when(call.eligible_at, i18n.language) })}</span>;
  }
  const reason = call.reason ? <CallReason reason={call.reason} /> : null;
  if (!call.outcome) return <span className="min-w-0 text-ink-2">{reason ?? <Nothing />}</span>;
  return (
    <span className="block min-w-0">
      <Coded list="outcome" code={call.outcome} className="block truncate" />
      {!short && reason && <span className="block text-xs text-ink-3">{reason}</span>}
    </span>
  );
}

/** Whether a queued call has a time before which it does not ring. */
function waits(call: Call): boolean {
  return call.status === "queued" && new Date(call.eligible_at).getTime() > Date.now();
}

/** The median wait for the agent's replies. */
export function Reply({ ms }: { ms: number | null }) {
  const { t, i18n } = useTranslation();
  if (ms === null) return <Nothing />;
  return (
    <span className="num whitespace-nowrap">{t("calls.seconds", { value: fixed(ms / 1000, i18n.language) })}</span>
  );
}

export function Cost({ inr }: { inr: number | null }) {
  const { i18n } = useTranslation();
  return inr === null ? <Nothing /> : <span className="num">{money(inr, "INR", i18n.language)}</span>;
}

/** An empty cell. */
function Nothing() {
  return <span className="text-ink-3">–</span>;
}

export function CallTime({ call }: { call: Call }) {
  const { i18n } = useTranslation();
  const at = call.started_at ?? call.created_at;
  return <time dateTime={at}>{when(at, i18n.language)}</time>;
}

/** Answered to ended; it counts while people talk. */
export function TalkTime({ call }: { call: Call }) {
  const live = call.status === "in_progress" && call.answered_at !== null;
  const now = useNow(live ? 1000 : null);
  if (live && call.answered_at) {
    const seconds = (now.getTime() - new Date(call.answered_at).getTime()) / 1000;
    return <span className="num font-medium text-live">{duration(seconds)}</span>;
  }
  if (!call.ended_at) return <Nothing />;
  return <span className="num">{duration(call.talk_time_seconds ?? 0)}</span>;
}
