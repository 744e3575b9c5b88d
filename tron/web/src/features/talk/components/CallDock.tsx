import { Maximize2, Mic, MicOff, PhoneOff, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useSearchParams } from "react-router";
import { AudioNotice, StartSound } from "@/components/audio/AudioNotice";
import { LevelMeter } from "@/components/audio/LevelMeter";
import { TalkNotice } from "@/components/audio/TalkNotice";
import { Badge } from "@/components/Badge";
import { Button, buttonLook, IconButton } from "@/components/Button";
import { useNow } from "@/hooks/useNow";
import { duration } from "@/lib/format";
import { useLiveCall } from "@/stores/live";
import { isTalking, type TalkStage, useTalk } from "@/stores/talk";
import { useCall } from "../api";

const PAGE = "/test-call";

/** The call that is spoken in this browser, while another page than its own is open. */
export function CallDock() {
  const stage = useTalk((talk) => talk.stage);
  const callId = useTalk((talk) => talk.callId);
  const end = useTalk((talk) => talk.end);
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const broke = stage === "over" && end !== null && end.how !== "ended";
  const onPage = pathname === PAGE && (params.get("call") ?? callId) === callId;
  return callId !== null && !onPage && (isTalking(stage) || broke) ? <Dock callId={callId} stage={stage} /> : null;
}

function Dock({ callId, stage }: { callId: string; stage: TalkStage }) {
  const { t } = useTranslation();
  const { data: call } = useCall(callId);
  const talk = useTalk();
  const name = call?.agent_name ?? null;
  const title = name ? t("talk.withAgent", { agent: name }) : t("talk.withSomebody");
  return (
    <section
      aria-label={title}
      className="appear fixed inset-x-3 bottom-20 z-20 ml-auto max-w-md rounded-xl border border-line-2 bg-surface-2 p-3 shadow-float rail:bottom-4 sm:right-4 sm:left-auto sm:w-[26rem]"
    >
      <div className="flex items-center gap-2">
        <h2 className="min-w-0 flex-1 truncate text-base" translate={name ? "no" : undefined}>
          {title}
        </h2>
        <Progress callId={callId} stage={stage} />
      </div>
      <div className="mt-2 flex flex-col gap-2">
        {talk.blocked && <StartSound onStart={talk.startSound} />}
        {talk.problem && <AudioNotice problem={talk.problem} />}
        <TalkNotice stage={stage} end={talk.end} />
      </div>
      {stage === "over" ? (
        <div className="mt-2 flex justify-end">
          <IconButton icon={X} label={t("app.close")} onClick={talk.dismiss} />
        </div>
      ) : (
        <div className="mt-2 flex flex-wrap items-center gap-2">
          <LevelMeter label={t("audio.you")} tone="caller" level={() => talk.levels().microphone} />
          <IconButton
            icon={talk.muted ? MicOff : Mic}
            label={t(talk.muted ? "talk.unmute" : "talk.mute")}
            aria-pressed={talk.muted}
            onClick={() => talk.mute(!talk.muted)}
          />
          <Link
            to={`${PAGE}?call=${callId}`}
            aria-label={t("talk.open")}
            title={t("talk.open")}
            className={`${buttonLook("quiet")} px-2!`}
          >
            <Maximize2 className="size-4" aria-hidden />
          </Link>
          <Button look="dangerLine" icon={PhoneOff} onClick={talk.hangUp}>
            {t("talk.hangUp")}
          </Button>
        </div>
      )}
    </section>
  );
}

function Progress({ callId, stage }: { callId: string; stage: TalkStage }) {
  const { t } = useTranslation();
  const answered = useLiveCall(callId)?.answeredAt ?? null;
  const now = useNow(answered === null ? null : 1000);
  if (stage === "idle" || stage === "over") return null;
  if (stage !== "open" || answered === null)
    return <span className="text-xs text-ink-3">{t(`talk.stage.${stage}`)}</span>;
  return (
    <Badge tone="live" pulse>
      <span className="num">{duration((now.getTime() - Date.parse(answered)) / 1000)}</span>
    </Badge>
  );
}
