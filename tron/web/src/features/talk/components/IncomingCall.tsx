import { Phone, PhoneIncoming, PhoneOff, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { AudioNotice } from "@/components/audio/AudioNotice";
import { Button, IconButton } from "@/components/Button";
import { ErrorLine } from "@/components/Notice";
import { AudioProblem } from "@/lib/audio/problem";
import { ring } from "@/lib/audio/ring";
import { useLiveCalls } from "@/stores/live";
import { isTalking, useTalk } from "@/stores/talk";
import { answer, decline, useCall } from "../api";

/** A finished story that is told again rings for an instant: shorter than this is no ringing. */
const SETTLE_MS = 400;

/** A call that rings in this browser, on any page: answer it or decline it. */
export function IncomingCall() {
  const calls = useLiveCalls();
  const here = useTalk((talk) => talk.callId);
  const ringing = Object.values(calls).find(({ ring, status, id }) => ring && status === "ringing" && id !== here);
  const settled = useSettled(ringing?.id ?? null);
  const [shown, setShown] = useState<string | null>(null);
  useEffect(() => {
    if (settled !== null) setShown((before) => before ?? settled);
  }, [settled]);
  if (shown === null) return null;
  const close = () => setShown(null);
  return <RingingCall key={shown} callId={shown} rings={calls[shown]?.status === "ringing"} onClose={close} />;
}

/** The value, once it has been the same for a moment. */
function useSettled(value: string | null): string | null {
  const [settled, setSettled] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return value === settled ? settled : null;
}

type RingingCallProps = { callId: string; rings: boolean; onClose: () => void };

function RingingCall({ callId, rings, onClose }: RingingCallProps) {
  const { t } = useTranslation();
  const { data: call } = useCall(callId);
  const [busy, setBusy] = useState<"answer" | "decline" | null>(null);
  const [error, setError] = useState<unknown>(null);
  const start = useTalk((talk) => talk.start);
  const sounds = rings && busy === null;
  useEffect(() => (sounds ? ring() : undefined), [sounds]);
  const elsewhere = useTalk((talk) => isTalking(talk.stage) && talk.callId !== callId && talk.callId !== null);
  const act = async (name: "answer" | "decline", action: () => Promise<void>) => {
    setBusy(name);
    setError(null);
    try {
      await action();
      onClose();
    } catch (thrown) {
      setError(thrown);
      setBusy(null);
    }
  };
  const agent = call?.agent_name;
  return (
    // Not modal: it may come while somebody types, and Enter must not answer a call.
    <dialog
      open
      aria-label={agent ? t("talk.incoming.title", { agent }) : t("talk.incoming.titleUnknown")}
      className="appear fixed inset-x-3 top-3 z-30 m-0 w-auto rounded-xl border border-line-2 bg-surface-2 p-4 text-ink shadow-overlay sm:right-4 sm:left-auto sm:w-[26rem]"
    >
      <div className="flex items-start gap-3" role="alert">
        <span className="grid size-9 flex-none place-items-center rounded-lg bg-live-soft text-live">
          <PhoneIncoming className="size-5" aria-hidden />
        </span>
        <div className="min-w-0 flex-1">
          <h2 className="text-lg" translate={agent ? "no" : undefined}>
            {agent ? t("talk.incoming.title", { agent }) : t("talk.incoming.titleUnknown")}
          </h2>
          <p className="text-ink-2">{rings || busy ? t("talk.incoming.body") : <WhyNot call={call} />}</p>
        </div>
        {!rings && !busy && <IconButton icon={X} label={t("app.close")} onClick={onClose} />}
      </div>
      {error instanceof AudioProblem && (
        <div className="mt-3">
          <AudioNotice problem={error} />
        </div>
      )}
      {error !== null && !(error instanceof AudioProblem) && <ErrorLine error={error} />}
      {(rings || busy) && (
        <div className="mt-3 flex flex-wrap items-center justify-end gap-2">
          {elsewhere && <p className="mr-auto text-xs text-ink-3">{t("talk.incoming.busy")}</p>}
          <Button
            look="dangerLine"
            icon={PhoneOff}
            busy={busy === "decline"}
            disabled={busy !== null}
            onClick={() => void act("decline", () => decline(callId))}
          >
            {t("talk.incoming.decline")}
          </Button>
          <Button
            look="primary"
            icon={Phone}
            busy={busy === "answer"}
            disabled={busy !== null || elsewhere}
            onClick={() => void act("answer", () => start(() => answer(callId)))}
          >
            {t("talk.incoming.answer")}
          </Button>
        </div>
      )}
    </dialog>
  );
}

/** It rings no more, and nobody here answered. */
function WhyNot({ call }: { call: { status: string } | undefined }) {
  const { t } = useTranslation();
  const answered = call?.status === "in_progress" || call?.status === "completed";
  return t(answered ? "talk.incoming.taken" : "talk.incoming.over");
}
