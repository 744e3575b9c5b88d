import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { TopActions, TopName } from "@/components/layout/slots";
import { LoadError, StaleNote } from "@/components/Notice";
import { Skeleton } from "@/components/Skeleton";
import { type CallDetail, useCall } from "../api";
import { usePlayer } from "../hooks/usePlayer";
import { usePlayerKeys } from "../hooks/usePlayerKeys";
import { useStory } from "../hooks/useStory";
import { flowOf, pathOf, speakersOf } from "../path";
import { isOver } from "../status";
import { troublesOf } from "../story";
import { utteranceAt, utterancesOf, utterancesSoFar } from "../transcript";
import { AttemptsCard } from "./AttemptsCard";
import { CallActions } from "./CallActions";
import { CallbackCard } from "./CallbackCard";
import { CallHeading, useCallName } from "./CallHeading";
import { CallNotices } from "./CallNotices";
import { CallStrip } from "./CallStrip";
import { CostCard } from "./CostCard";
import { ContactCard, ResultCard } from "./DataCards";
import { EnglishBar } from "./EnglishBar";
import { EventsCard } from "./EventsCard";
import { MessagesCard } from "./MessagesCard";
import { NoWords } from "./NoWords";
import { PathCard } from "./PathCard";
import { PhoneCard } from "./PhoneCard";
import { PlayerCard } from "./PlayerCard";
import { ReplyTimeCard } from "./ReplyTimeCard";
import { ServerRecordingCard } from "./ServerRecordingCard";
import { TranscriptCard } from "./TranscriptCard";

type Events = Parameters<typeof utterancesSoFar>[0];
/** What a supervisor can do with a call in which somebody talks. */
type Supervision = (call: CallDetail, events: Events) => ReactNode;

/** One call: its sound, its words, its waits, its cost and its story. */
export function CallPage({ id, supervision }: { id: string; supervision: Supervision }) {
  const { t } = useTranslation();
  const { data, error, isValidating, mutate } = useCall(id);
  if (data) {
    return (
      <>
        {error && <StaleNote />}
        <Call call={data} supervision={supervision} />
      </>
    );
  }
  return (
    <div className="rounded-lg border border-line bg-surface-1 pt-3">
      <h1 className="sr-only">{t("nav.call")}</h1>
      {error ? (
        <LoadError title={t("call.loadError")} error={error} busy={isValidating} onRetry={() => void mutate()} />
      ) : (
        <Skeleton rows={8} />
      )}
    </div>
  );
}

function Call({ call, supervision }: { call: CallDetail; supervision: Supervision }) {
  const name = useCallName(call);
  const player = usePlayer(useLinkedMoment());
  usePlayerKeys(player);
  const story = useStory(call);
  const over = isOver(call.status);
  const { utterances, turns } = talkOf(call, story.events ?? []);
  const nodes = speakersOf(utterances, pathOf(story.events ?? [], call.answered_at));
  const recording = over ? call.recording_url : null;
  const active = recording ? utteranceAt(utterances, player.time) : -1;
  const seek = recording ? (time: number) => player.seek(time, true) : undefined;
  return (
    <>
      <TopName name={name} />
      <TopActions>
        <CallActions call={call} />
      </TopActions>
      <CallHeading call={call} />
      <CallNotices call={call} troubles={troublesOf(story.events ?? [])} />
      <CallStrip call={call} utterances={utterances} flow={flowOf(story.events ?? [])} />
      {recording && (
        <PlayerCard
          player={player}
          url={recording}
          utterances={utterances}
          active={active}
          length={call.talk_time_seconds ?? 0}
        />
      )}
      <div className="grid items-start gap-4 wide:grid-cols-[minmax(0,1.12fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          <TranscriptCard
            utterances={utterances}
            agentName={call.agent_name}
            callerName={call.contact_name}
            active={active}
            playing={player.playing}
            live={!over}
            onSeek={seek}
            empty={<NoWords call={call} />}
            above={<EnglishBar call={call} />}
            nodes={nodes}
          />
          <PathCard
            events={story.events ?? []}
            answeredAt={call.answered_at}
            time={recording ? player.time : null}
            onSeek={seek}
          />
          <EventsCard
            events={story.events}
            answeredAt={call.answered_at}
            loading={{ error: story.error, busy: story.busy, retry: story.retry }}
          />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          {isTalked(call, story.events ?? []) && supervision(call, story.events ?? [])}
          <ResultCard call={call} />
          <CallbackCard call={call} />
          <ServerRecordingCard call={call} />
          <MessagesCard call={call} events={story.events ?? []} />
          <ReplyTimeCard turns={turns} onSeek={seek} />
          {call.cost && <CostCard cost={call.cost} />}
          <AttemptsCard call={call} />
          <PhoneCard call={call} />
          <ContactCard call={call} />
        </div>
      </div>
    </>
  );
}

/** Whether somebody talks in it now; events are a moment ahead of the row. */
function isTalked(call: CallDetail, events: Events): boolean {
  if (isOver(call.status) || events.some(({ type }) => type === "call.ended" || type === "call.failed")) return false;
  return call.status === "in_progress" || events.some(({ type }) => type === "call.answered");
}

/** What was said and how long replies took: as stored, or as the events tell it so far. */
function talkOf(call: CallDetail, events: Events) {
  // Words that nobody spoke aloud were not waited for.
  const simulated = call.fidelity === "text";
  if (call.transcript.length > 0) {
    const turns = simulated ? [] : call.turns;
    return { utterances: utterancesOf(call.transcript, turns), turns };
  }
  const told = simulated ? events.filter(({ type }) => type !== "turn.latency") : events;
  const utterances = utterancesSoFar(told);
  return { utterances, turns: utterances.flatMap(({ reply }) => (reply ? [reply] : [])) };
}

/** The moment that a link names (?t=12.5), in seconds. */
function useLinkedMoment(): number {
  const [address] = useSearchParams();
  const moment = Number(address.get("t"));
  return Number.isFinite(moment) && moment > 0 ? moment : 0;
}
