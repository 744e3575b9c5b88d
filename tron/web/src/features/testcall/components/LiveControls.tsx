import { Bot, BotOff, Mic, MicOff, PhoneOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { LevelMeter } from "@/components/audio/LevelMeter";
import { Badge } from "@/components/Badge";
import { Button } from "@/components/Button";
import { ErrorLine } from "@/components/Notice";
import { useCallActions } from "@/hooks/useCallActions";
import type { CallEvent } from "@/lib/live/messages";
import { useTalk } from "@/stores/talk";
import { type Call, hangUp, muteAgent } from "../api";
import { keysPressed, type Status } from "../progress";
import { Keypad } from "./Keypad";

type LiveControlsProps = { call: Call; status: Status; events: readonly CallEvent[] };

/** What can be done with a call that goes on. */
export function LiveControls({ call, status, events }: LiveControlsProps) {
  const { t } = useTranslation();
  const here = useTalk((talk) => talk.callId === call.id && talk.stage !== "over");
  const act = useCallActions(call.id);
  const endHere = useTalk((talk) => talk.hangUp);
  const talking = status === "in_progress";
  const end = () => {
    if (here) endHere();
    // A page that speaks said so on its own stream; it is over at once then.
    if (!here || !talking) act.run("hangUp", () => hangUp(call.id));
  };
  return (
    <div className="flex flex-col gap-3">
      {here && talking && <Levels agentName={call.agent_name} />}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          look="dangerLine"
          icon={PhoneOff}
          busy={act.busy === "hangUp"}
          disabled={act.busy !== null}
          onClick={end}
        >
          {t("talk.hangUp")}
        </Button>
        {here && <MuteMicrophone />}
        {talking && (
          <Button
            icon={call.agent_muted ? Bot : BotOff}
            busy={act.busy === "mute"}
            disabled={act.busy !== null}
            aria-pressed={call.agent_muted}
            onClick={() => act.run("mute", () => muteAgent(call.id, !call.agent_muted))}
          >
            {t(call.agent_muted ? "testcall.unmuteAgent" : "testcall.muteAgent")}
          </Button>
        )}
        {call.agent_muted && (
          <Badge tone="warning" icon={BotOff}>
            {t("testcall.agentMuted")}
          </Badge>
        )}
      </div>
      {here && talking && <Keypad pressed={keysPressed(events)} />}
      {act.error !== null && <ErrorLine error={act.error} />}
    </div>
  );
}

function MuteMicrophone() {
  const { t } = useTranslation();
  const muted = useTalk((talk) => talk.muted);
  const mute = useTalk((talk) => talk.mute);
  return (
    <Button icon={muted ? MicOff : Mic} aria-pressed={muted} onClick={() => mute(!muted)}>
      {t(muted ? "talk.unmute" : "talk.mute")}
    </Button>
  );
}

function Levels({ agentName }: { agentName: string | null }) {
  const { t } = useTranslation();
  const levels = useTalk((talk) => talk.levels);
  return (
    <div className="flex flex-wrap gap-x-6 gap-y-2">
      <LevelMeter label={t("audio.you")} tone="caller" level={() => levels().microphone} />
      <LevelMeter
        label={agentName ?? t("audio.agent")}
        data={agentName !== null}
        tone="agent"
        level={() => levels().speaker}
      />
    </div>
  );
}
