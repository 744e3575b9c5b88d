import { Bot, BotOff, Ear, EarOff, Headset, type LucideIcon, PhoneOff, Undo2, Users } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { AudioNotice, StartSound } from "@/components/audio/AudioNotice";
import { LevelMeter } from "@/components/audio/LevelMeter";
import { Badge } from "@/components/Badge";
import { Button } from "@/components/Button";
import { ErrorLine } from "@/components/Notice";
import { AudioProblem } from "@/lib/audio/problem";
import { endCall, handBack, muteAgent, type Supervised, takeOver } from "../api";
import { useActions } from "../hooks/useActions";
import { useSeat } from "../hooks/useSeat";
import { leftToPeople, pausedIn, type Supervision, supervisionIn, type Told, takenOverBy } from "../state";
import { Prompt } from "./Prompt";

type SuperviseProps = {
  /** A call in which somebody talks. */
  call: Supervised;
  events: readonly Told[];
  /** The call is spoken in this browser: then there is nobody else to hear or to speak for. */
  here?: boolean;
  /** Controls that the page has elsewhere are left out. */
  without?: readonly ("mute" | "end")[];
};

/** What a supervisor can do with a call that goes on: hear it, steer the agent, speak in its place. */
export function Supervise({ call, events, here = false, without = [] }: SuperviseProps) {
  const { t } = useTranslation();
  const seat = useSeat(call.id);
  const { busy, error, run } = useActions(call.id);
  const now = supervisionIn(events);
  const by = takenOverBy(now);
  const mine = seat.seat !== null && now.holder === seat.seat;
  const silent = call.fidelity === "text";
  const sound = !here && !silent;
  const paused = sound && pausedIn(events);
  useHushed(mine, seat.hush);
  const take = async () => {
    const own = await seat.sit();
    if (await seat.speak()) await takeOver(call.id, own).catch(stopSpeaking);
  };
  const stopSpeaking = async (thrown: unknown) => {
    await seat.hush();
    throw thrown;
  };
  const giveBack = async () => {
    await handBack(call.id);
    await seat.hush();
  };
  const button = (name: Name, icon: LucideIcon, action: () => Promise<unknown>, more: object = {}) => (
    <Button icon={icon} busy={busy === name} disabled={busy !== null} onClick={() => run(name, action)} {...more}>
      {t(`supervise.${name}`)}
    </Button>
  );
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        {sound && seat.stage === null && button("listen", Ear, seat.sit)}
        {sound && seat.stage !== null && !mine && button("stopListening", EarOff, seat.leave)}
        {sound && by === null && button("takeOver", Headset, take, { disabled: busy !== null || paused })}
        {sound && by !== null && button("handBack", Undo2, giveBack)}
        {!without.includes("mute") &&
          button(call.agent_muted ? "unmuteAgent" : "muteAgent", call.agent_muted ? Bot : BotOff, () =>
            muteAgent(call.id, !call.agent_muted),
          )}
        {!without.includes("end") && button("end", PhoneOff, () => endCall(call.id), { look: "dangerLine" })}
      </div>
      <State now={now} mine={mine} listening={seat.stage === "open"} paused={paused} />
      {silent && <p className="text-xs text-ink-3">{t("supervise.wordsAlone")}</p>}
      {seat.blocked && <StartSound onStart={seat.startSound} />}
      {seat.problem && <AudioNotice problem={seat.problem} />}
      {seat.end !== null && <p className="text-warning">{t("supervise.lost")}</p>}
      {seat.stage === "open" && (
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {mine && <LevelMeter label={t("audio.you")} tone="agent" level={() => seat.levels().microphone} />}
          <LevelMeter label={t("supervise.call")} tone="caller" level={() => seat.levels().speaker} />
        </div>
      )}
      <Prompt callId={call.id} mayNotSay={by !== null} reachesNobody={leftToPeople(events)} />
      {error !== null && !(error instanceof AudioProblem) && <ErrorLine error={error} />}
      {error instanceof AudioProblem && <AudioNotice problem={error} />}
    </div>
  );
}

/** Whoever handed back, or was made to, is heard no more. */
function useHushed(mine: boolean, hush: () => Promise<void>) {
  const spoke = useRef(false);
  useEffect(() => {
    if (spoke.current && !mine) void hush();
    spoke.current = mine;
  });
}

type Name = "listen" | "stopListening" | "takeOver" | "handBack" | "muteAgent" | "unmuteAgent" | "end";

type StateProps = { now: Supervision; mine: boolean; listening: boolean; paused: boolean };

/** Who listens and who speaks, and whether there is anything to hear, read out as it changes. */
function State({ now, mine, listening, paused }: StateProps) {
  const { t } = useTranslation();
  const by = takenOverBy(now);
  const others = now.seats.size - (listening ? 1 : 0);
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 empty:hidden">
      {mine && (
        <Badge tone="live" pulse>
          {t("supervise.youSpeak")}
        </Badge>
      )}
      {by !== null && !mine && (
        <Badge tone="warning" icon={Headset}>
          {t("supervise.otherSpeaks", { by })}
        </Badge>
      )}
      {listening && !mine && (
        <Badge tone="info" icon={Ear}>
          {t("supervise.youListen")}
        </Badge>
      )}
      {paused && (
        <Badge tone="warning" icon={EarOff}>
          {t("supervise.paused")}
        </Badge>
      )}
      {others > 0 && (
        <Badge tone="neutral" icon={Users}>
          {t("supervise.others", { count: others })}
        </Badge>
      )}
    </div>
  );
}
