import { MessageSquareText } from "lucide-react";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { InstructionBanner } from "@/components/InstructionBanner";
import { LoadError } from "@/components/Notice";
import { PageHeading } from "@/components/PageHeading";
import { Skeleton } from "@/components/Skeleton";
import { useCall } from "@/features/calls/api";
import { CallReason, CallStatus } from "@/features/calls/components/CallStatus";
import { PathCard } from "@/features/calls/components/PathCard";
import { TranscriptCard } from "@/features/calls/components/TranscriptCard";
import { utterancesSoFar } from "@/features/calls/transcript";
import { Supervise } from "@/features/supervision/components/Supervise";
import { CallCard } from "@/features/testcall/components/CallCard";
import { SetupCard } from "@/features/testcall/components/SetupCard";
import { answeredAt, isOver, statusNow } from "@/features/testcall/progress";
import { useMedia } from "@/hooks/useMedia";
import { useCallEvents } from "@/stores/live";
import { isTalking, useTalk } from "@/stores/talk";

/** Make a call with an agent and follow it. The address holds the agent and the call, so that a reload loses neither. */
export function Component() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const here = useTalk((talk) => talk.callId);
  const callId = params.get("call") ?? here;
  const set = useCallback(
    (name: string, value: string) =>
      setParams((before) => new URLSearchParams({ ...Object.fromEntries(before), [name]: value }), { replace: true }),
    [setParams],
  );
  const show = (id: string) => set("call", id);
  // Where they do not stand side by side, a call that was made comes first.
  const callFirst = useMedia("(max-width: 77.49rem)") && callId !== null;
  const setup = (
    <SetupCard key="setup" agentId={params.get("agent")} onAgent={(id) => set("agent", id)} onCalled={show} />
  );
  const call = callId ? <Followed key={callId} callId={callId} onCalled={show} /> : <NoCallYet key="none" />;
  return (
    <>
      <PageHeading title={t("testcall.title")} />
      <InstructionBanner page="test-call" text="testcall.banner" />
      <div className="grid items-start gap-4 wide:grid-cols-[minmax(24rem,2fr)_minmax(0,3fr)]">
        {callFirst ? [call, setup] : [setup, call]}
      </div>
    </>
  );
}

function NoCallYet() {
  const { t } = useTranslation();
  return (
    <Card title={t("testcall.status")}>
      <EmptyState icon={MessageSquareText} title={t("testcall.idle.title")}>
        <p>{t("testcall.idle.body")}</p>
      </EmptyState>
    </Card>
  );
}

/** A call as it goes: its state and controls, and what is said. */
function Followed({ callId, onCalled }: { callId: string; onCalled: (callId: string) => void }) {
  const { t } = useTranslation();
  const { data: call, error, isValidating, mutate } = useCall(callId);
  const events = useCallEvents(callId);
  const here = useTalk(({ callId: spoken, stage }) => spoken === callId && isTalking(stage));
  if (!call) {
    return (
      <Card title={t("testcall.status")}>
        {error ? (
          <LoadError title={t("testcall.callError")} error={error} busy={isValidating} onRetry={() => void mutate()} />
        ) : (
          <Skeleton rows={4} />
        )}
      </Card>
    );
  }
  const status = statusNow(call, events);
  return (
    <div ref={inView} className="flex min-w-0 scroll-mt-16 flex-col gap-4">
      <CallCard
        call={call}
        events={events}
        status={status}
        badge={<CallStatus status={status} />}
        reason={<CallReason reason={call.reason} />}
        supervision={<Supervise call={call} events={events} here={here} without={["mute", "end"]} />}
        onCalled={onCalled}
      />
      {answeredAt(call, events) !== null && (
        <TranscriptCard
          utterances={utterancesSoFar(events)}
          agentName={call.agent_name}
          callerName={call.contact_name ?? (call.line === "browser" ? t("audio.you") : null)}
          active={-1}
          playing={false}
          live={!isOver(status)}
          empty={<p>{t("testcall.waitingWords")}</p>}
        />
      )}
      <PathCard events={events} answeredAt={answeredAt(call, events)} time={null} onSeek={undefined} />
    </div>
  );
}

/** The person who pressed the button below a long form may be far from the call's beginning. */
function inView(element: HTMLElement | null): void {
  const top = element?.getBoundingClientRect().top ?? 0;
  if (top < 0 || top > window.innerHeight * 0.6) element?.scrollIntoView();
}
