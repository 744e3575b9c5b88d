import { ArrowRight, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { AudioNotice, StartSound } from "@/components/audio/AudioNotice";
import { TalkNotice } from "@/components/audio/TalkNotice";
import { buttonLook } from "@/components/Button";
import { Card } from "@/components/Card";
import { Words } from "@/components/Words";
import type { CallEvent } from "@/lib/live/messages";
import { useConnection } from "@/stores/live";
import { useTalk } from "@/stores/talk";
import type { Call } from "../api";
import { isOver, notConnected, type Status } from "../progress";
import { Facts } from "./Facts";
import { LiveControls } from "./LiveControls";
import { NotConnected } from "./NotConnected";
import { Waiting } from "./Waiting";

type CallCardProps = {
  call: Call;
  events: readonly CallEvent[];
  status: Status;
  /** The status as a badge, and why it is so: drawn as everywhere else. */
  badge: ReactNode;
  reason: ReactNode;
  /** What a supervisor can do while somebody talks. */
  supervision: ReactNode;
  onCalled: (callId: string) => void;
};

/** The call that was made: how it stands, what can be done, and how it ended. */
export function CallCard({ call, events, status, badge, reason, supervision, onCalled }: CallCardProps) {
  const { t } = useTranslation();
  const over = isOver(status);
  return (
    <Card
      title={t("testcall.status")}
      meta={call.agent_name && <Words>{call.agent_name}</Words>}
      actions={
        <Link to={`/calls/${call.id}`} className={buttonLook("quiet", true)}>
          {t("testcall.fullCall")}
          <ArrowRight className="size-3.5" aria-hidden />
        </Link>
      }
    >
      <div className="flex flex-col gap-3 px-4 pt-1 pb-4">
        <Facts call={call} events={events} status={status} badge={badge} reason={reason} />
        {!over && <Stale />}
        <HereNotices callId={call.id} over={over} />
        {status === "queued" && <Waiting call={call} />}
        {!over && status !== "queued" && <LiveControls call={call} status={status} events={events} />}
        {status === "in_progress" && supervision}
        {notConnected(status) && <NotConnected call={call} onCalled={onCalled} />}
      </div>
    </Card>
  );
}

/** While events do not come, the card shows what was. */
function Stale() {
  const { t } = useTranslation();
  const connection = useConnection();
  if (connection !== "reconnecting" && connection !== "away") return null;
  return (
    <p role="status" className="flex gap-2 text-warning">
      <TriangleAlert className="mt-0.5 size-4" aria-hidden />
      {t("testcall.stale")}
    </p>
  );
}

/** What this browser has to say of the call, when it is spoken here. */
function HereNotices({ callId, over }: { callId: string; over: boolean }) {
  const talk = useTalk();
  if (talk.callId !== callId) return null;
  // That a call which is over takes no sound any more needs no words.
  const expected = over && talk.end?.how === "refused";
  return (
    <>
      {talk.blocked && <StartSound onStart={talk.startSound} />}
      {talk.problem && <AudioNotice problem={talk.problem} />}
      {!expected && <TalkNotice stage={talk.stage} end={talk.end} />}
    </>
  );
}
