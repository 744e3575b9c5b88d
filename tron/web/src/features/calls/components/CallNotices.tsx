import { AudioLines, CircleAlert, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Tone } from "@/components/Badge";
import { TONE_TEXT } from "@/components/Badge";
import { Button, buttonLook } from "@/components/Button";
import { Coded } from "@/components/Coded";
import { RepairLink } from "@/components/RepairLink";
import { Words } from "@/components/Words";
import { useServerWords } from "@/hooks/useServerWords";
import { when } from "@/lib/format";
import { sipWords } from "@/lib/sip";
import { type CallDetail, hangUp } from "../api";
import { isOver, mayRetry, pendingRetry } from "../status";
import type { Trouble } from "../story";
import { DELAYS, useCallAction, useRetry } from "./CallActions";
import { CallReason } from "./CallStatus";

/** What a person has to know before reading on: why it did not connect, what waits, what stood in or failed. */
export function CallNotices({ call, troubles }: { call: CallDetail; troubles: readonly Trouble[] }) {
  return (
    <>
      {call.status === "queued" && <Waiting call={call} />}
      {isOver(call.status) && call.status !== "completed" && <NotConnected call={call} />}
      {call.status === "completed" && call.error_message && <EndedBadly call={call} message={call.error_message} />}
      <Pending call={call} />
      <StandIns troubles={troubles} />
      {troubles.map((trouble) => (
        <FailureNotice key={trouble.key} trouble={trouble} />
      ))}
    </>
  );
}

function Waiting({ call }: { call: CallDetail }) {
  const { t, i18n } = useTranslation();
  const later = new Date(call.eligible_at).getTime() > Date.now();
  return (
    <Notice tone="info" icon={Info}>
      <p className="font-medium">
        {later ? t("call.waits", { time: when(call.eligible_at, i18n.language) }) : t("call.next")}
      </p>
      {call.reason && (
        <p className="text-ink-2">
          <CallReason reason={call.reason} />
        </p>
      )}
    </Notice>
  );
}

function NotConnected({ call }: { call: CallDetail }) {
  const { t } = useTranslation();
  const { retry, busy } = useRetry(call);
  const stopped = /^(blocked:.+|by_user|no_worker)$/.test(call.reason ?? "");
  const refused = call.direction === "inbound" ? "notTaken" : "notDialled";
  const heading = stopped ? refused : call.answered_at ? "brokeOff" : "notConnected";
  const tone = call.status === "failed" ? "danger" : call.status === "cancelled" ? "neutral" : "warning";
  return (
    <Notice tone={tone} icon={call.status === "failed" ? CircleAlert : TriangleAlert}>
      <p className="font-medium">
        {t(`call.${heading}`)} <CallReason reason={call.reason} />
        {call.sip_status !== null && <Words>{` (SIP ${sipWords(call.sip_status)})`}</Words>}
      </p>
      {call.error_message && call.error_message !== `${call.status}/${call.reason}` && (
        <p className="max-w-[75ch] text-ink-2">
          <ErrorWords reason={call.reason}>{call.error_message}</ErrorWords>
        </p>
      )}
      <RepairLink field={call.blocked_field} agentId={call.agent_id} />
      {call.reason === "unknown_outcome" && <p className="max-w-[75ch] text-ink-2">{t("call.unknownOutcome")}</p>}
      {mayRetry(call) && (
        <div className="mt-2.5 flex flex-wrap gap-2">
          {DELAYS.map(({ minutes, icon }) => (
            <Button key={minutes} small icon={icon} disabled={busy} onClick={() => retry(minutes)}>
              {t(`call.again.${minutes}`)}
            </Button>
          ))}
        </div>
      )}
    </Notice>
  );
}

function EndedBadly({ call, message }: { call: CallDetail; message: string }) {
  return (
    <Notice tone="warning" icon={TriangleAlert}>
      <p className="font-medium">
        <CallReason reason={call.reason} />
      </p>
      <p className="max-w-[75ch] text-ink-2">
        <ErrorWords reason={call.reason}>{message}</ErrorWords>
      </p>
    </Notice>
  );
}

/** The server's own sentence has figures that no code has: it stays where it is in the page's language. */
function ErrorWords({ reason, children }: { reason: string | null; children: string }) {
  const { i18n } = useTranslation();
  if (i18n.language === "en") return <Words>{children}</Words>;
  const rule = reason?.startsWith("blocked:") ? reason.slice("blocked:".length) : null;
  return (
    <Coded list={rule ? "refusal" : "message"} code={rule ?? reason}>
      {children}
    </Coded>
  );
}

/** The next attempt while it waits or rings. */
function Pending({ call }: { call: CallDetail }) {
  const { t, i18n } = useTranslation();
  const { run, busy } = useCallAction(call.id);
  const next = pendingRetry(call);
  if (!next) return null;
  const text =
    next.status === "queued"
      ? t("call.again.at", { time: when(next.eligible_at, i18n.language) })
      : t("call.again.now");
  return (
    <Notice tone="info" icon={Info}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="font-medium">{text}</p>
        <span className="flex gap-2">
          <Link to={`/calls/${next.id}`} className={buttonLook("secondary", true)}>
            {t("call.again.open")}
          </Link>
          {next.status === "queued" && (
            <Button small busy={busy} disabled={busy} onClick={() => run(() => hangUp(next.id))}>
              {t("call.again.cancel")}
            </Button>
          )}
        </span>
      </div>
    </Notice>
  );
}

/** What was not as chosen: one line each. */
function StandIns({ troubles }: { troubles: readonly Trouble[] }) {
  const { t } = useTranslation();
  const words = useServerWords();
  const standIns = troubles.filter((trouble) => trouble.kind === "standIn");
  if (standIns.length === 0) return null;
  return (
    <Notice tone="warning" icon={AudioLines}>
      <ul className="flex flex-col gap-1">
        {standIns.map(({ key, component, wanted, used, why, code }) => (
          <li key={key} className="flex flex-wrap gap-x-2">
            <span className="font-medium">{t(`call.standIn.${component}`)}</span>
            <Words className="text-ink-2">{`${wanted} → ${words("used", code) ?? used}. ${words("why", code) ?? why}`}</Words>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function FailureNotice({ trouble }: { trouble: Trouble }) {
  const { t } = useTranslation();
  if (trouble.kind === "standIn") return null;
  if (trouble.kind === "recording") {
    return (
      <Notice tone="warning" icon={TriangleAlert}>
        <p className="font-medium">{t("call.recordingFailed")}</p>
        {trouble.error && (
          <p className="text-ink-2">
            <Words>{trouble.error}</Words>
          </p>
        )}
      </Notice>
    );
  }
  return (
    <Notice tone={trouble.fallback ? "warning" : "danger"} icon={trouble.fallback ? TriangleAlert : CircleAlert}>
      <p className="font-medium">{t(`call.partFailed.${trouble.component}`, { count: trouble.count })}</p>
      <p className="max-w-[75ch] text-ink-2">
        <span>
          <Coded list="failed" code={trouble.reason} />.
        </span>{" "}
        {trouble.fallback && t("call.fallback")}
      </p>
    </Notice>
  );
}

const EDGES: Record<Tone, string> = {
  neutral: "border-l-neutral-line",
  success: "border-l-success",
  warning: "border-l-warning",
  danger: "border-l-danger",
  info: "border-l-info",
  live: "border-l-live",
};

type NoticeProps = { tone: Tone; icon: LucideIcon; children: ReactNode };

function Notice({ tone, icon: Icon, children }: NoticeProps) {
  return (
    <div className={`flex gap-2.5 rounded-md border border-l-2 border-line bg-surface-1 px-3.5 py-2.5 ${EDGES[tone]}`}>
      <Icon className={`mt-0.5 size-4 ${TONE_TEXT[tone]}`} aria-hidden />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
