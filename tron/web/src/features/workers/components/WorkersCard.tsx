import { CircleAlert, CircleCheck, CircleDashed, CirclePause, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge, TONE_TEXT, type Tone } from "@/components/Badge";
import { Card } from "@/components/Card";
import { LoadError, StaleNote } from "@/components/Notice";
import { Skeleton } from "@/components/Skeleton";
import { Words } from "@/components/Words";
import { number, when } from "@/lib/format";
import { type Desk, useWorkers, type Worker } from "../api";

const LOOKS: Record<Worker["state"], { tone: Tone; icon: LucideIcon }> = {
  ready: { tone: "success", icon: CircleCheck },
  draining: { tone: "neutral", icon: CirclePause },
  silent: { tone: "danger", icon: CircleAlert },
};
const DESKS: Record<Desk["state"], { tone: Tone; icon: LucideIcon }> = {
  registered: { tone: "success", icon: CircleCheck },
  waiting: { tone: "warning", icon: CircleAlert },
  off: { tone: "neutral", icon: CircleDashed },
};
const LINES = ["livekit", "sip"] as const;

/** Who holds calls: each worker with its calls, and whether LiveKit and the SIP gateway know it. */
export function WorkersCard() {
  const { t } = useTranslation();
  const { data, error, isValidating, mutate } = useWorkers();
  const workers = data?.items ?? [];
  const registered = workers.filter(({ state, desks }) => state === "ready" && onLiveKit(desks)).length;
  const setUp = workers.some(({ desks }) => desks.some(({ line, state }) => line === "livekit" && state !== "off"));
  return (
    <Card title={t("workers.title")} meta={setUp && t("workers.registered", { count: registered })}>
      <p className="max-w-[75ch] px-4 pb-3 text-xs text-ink-3">{t("workers.help")}</p>
      {!data && !error && <Skeleton rows={1} rowClass="h-24" />}
      {!data && error && (
        <LoadError title={t("workers.error")} error={error} busy={isValidating} onRetry={() => void mutate()} />
      )}
      {data && workers.length === 0 && (
        <p className="flex gap-2 px-4 pb-4 text-danger">
          <CircleAlert className="mt-0.5 size-4" aria-hidden />
          {t("workers.none")}
        </p>
      )}
      <ul aria-live="polite">
        {workers.map((worker) => (
          <WorkerRow key={worker.id} worker={worker} />
        ))}
      </ul>
      {data && error && <StaleNote />}
    </Card>
  );
}

function onLiveKit(desks: readonly Desk[]): boolean {
  return desks.some(({ line, state }) => line === "livekit" && state === "registered");
}

function WorkerRow({ worker }: { worker: Worker }) {
  const { t, i18n } = useTranslation();
  const { name, host, state, calls, capacity_audio: most, desks, engines } = worker;
  const seen = (iso: string) => (
    <time dateTime={iso} className="num">
      {when(iso, i18n.language)}
    </time>
  );
  return (
    <li className="grid gap-1 border-t border-line px-4 py-2.5">
      <p className="flex min-w-0 flex-wrap items-center gap-2">
        <Words className="font-medium [overflow-wrap:anywhere]">{name}</Words>
        <Badge {...LOOKS[state]}>{t(`workers.state.${state}`)}</Badge>
        <span className="num text-ink-2">
          {t("workers.calls", { calls: number(calls, i18n.language), most: number(most, i18n.language) })}
        </span>
      </p>
      {desks.map((desk) => (
        <DeskLine key={desk.line} desk={desk} />
      ))}
      <p className="flex flex-wrap gap-x-1.5 text-xs text-ink-3">
        <Words>{host}</Words>
        <span>· {t("workers.since")}</span> {seen(worker.started_at)}
        {state === "silent" && (
          <>
            <span>· {t("workers.seen")}</span> {seen(worker.heartbeat_at)}
          </>
        )}
        {engines && <span>· {t(`workers.engines.${engines}`)}</span>}
      </p>
      {worker.takes_streams_at && (
        <p className="text-xs text-ink-3">
          <span>{t("workers.streams")}</span>{" "}
          <Words className="[overflow-wrap:anywhere]">{worker.takes_streams_at}</Words>
        </p>
      )}
    </li>
  );
}

function DeskLine({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const line = LINES.find((known) => known === desk.line);
  if (!line || desk.state === "off") return null;
  // Nobody needs a gateway who has no SIP trunk; its trunks tell for themselves where it is missed.
  const { tone, icon: Icon } = DESKS[line === "sip" && desk.state === "waiting" ? "off" : desk.state];
  return (
    <p className="flex gap-1.5 text-ink-2">
      <Icon className={`mt-0.5 size-3.5 shrink-0 ${TONE_TEXT[tone]}`} aria-hidden />
      {t(`workers.desk.${line}.${desk.state}`, { name: desk.name ?? "" })}
    </p>
  );
}
