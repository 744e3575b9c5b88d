import { Clock1, Clock5, PhoneOff, Redo, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useSWRConfig } from "swr";
import { Button, buttonLook } from "@/components/Button";
import { Menu } from "@/components/Menu";
import { notify } from "@/components/toasts";
import { useErrorWords } from "@/hooks/useErrorText";
import { type CallDetail, hangUp, retryCall } from "../api";
import { isOver, mayRetry } from "../status";

export const DELAYS = [
  { minutes: 0, icon: Redo },
  { minutes: 1, icon: Clock1 },
  { minutes: 5, icon: Clock5 },
] as const;

/** Ends a call that is not over, or tries one again that is. */
export function CallActions({ call }: { call: CallDetail }) {
  if (!isOver(call.status)) return <HangUp call={call} />;
  if (mayRetry(call)) return <Retry call={call} />;
  return call.line === "browser" && call.agent_id !== null ? <TalkAgain agentId={call.agent_id} /> : null;
}

/** A call of this browser has no number to ring: it begins on the page that has the microphone. */
function TalkAgain({ agentId }: { agentId: string }) {
  const { t } = useTranslation();
  return (
    <Link to={`/test-call?${new URLSearchParams({ agent: agentId })}`} className={buttonLook()}>
      <Redo className="size-4" aria-hidden />
      {t("call.again.label")}
    </Link>
  );
}

function HangUp({ call }: { call: CallDetail }) {
  const { t } = useTranslation();
  const { run, busy } = useCallAction(call.id);
  const queued = call.status === "queued";
  const asked = busy || call.hangup_requested_at !== null;
  return (
    <Button
      look="dangerLine"
      icon={queued ? X : PhoneOff}
      busy={asked}
      disabled={asked}
      onClick={() => run(() => hangUp(call.id))}
    >
      {queued ? t("call.cancel") : t("call.hangUp")}
    </Button>
  );
}

function Retry({ call }: { call: CallDetail }) {
  const { t } = useTranslation();
  const { retry, busy } = useRetry(call);
  const later = DELAYS.filter(({ minutes }) => minutes > 0).map(({ minutes, icon }) => ({
    label: t(`call.again.${minutes}`),
    icon,
    onSelect: () => retry(minutes),
  }));
  return (
    <>
      <Button icon={Redo} busy={busy} disabled={busy} onClick={() => retry(0)}>
        {t("call.again.label")}
      </Button>
      <Menu label={t("call.again.later")} entries={later} />
    </>
  );
}

/** Tries a call again; at once leads to the new call. */
export function useRetry(call: CallDetail) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { run, busy } = useCallAction(call.id);
  const retry = (minutes: 0 | 1 | 5) =>
    run(async () => {
      const next = await retryCall(call.id, minutes);
      notify.done(t(`call.again.done.${minutes}`));
      if (minutes === 0) navigate(`/calls/${next.id}`);
    });
  return { retry, busy };
}

/** Runs something that changes a call, says when it failed, and reads the call again either way. */
export function useCallAction(id: string) {
  const { mutate } = useSWRConfig();
  const words = useErrorWords();
  const [busy, setBusy] = useState(false);
  const run = async (action: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await action();
    } catch (error) {
      notify.failed(words(error));
    } finally {
      setBusy(false);
      await mutate(["/api/tron/calls/one", id]);
    }
  };
  return { run: (action: () => Promise<unknown>) => void run(action), busy };
}
