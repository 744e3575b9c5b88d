import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronRight } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/Card";
import { Coded } from "@/components/Coded";
import { ListBody, type Loading } from "@/components/table/ListBody";
import { Words } from "@/components/Words";
import { fixed } from "@/lib/format";
import type { CallEvent } from "../api";
import { type EventFact, eventFact, eventLook, isWho } from "../eventWords";
import { secondsInto } from "../story";
import { LineName } from "./CallFacts";
import { CallReason } from "./CallStatus";

type Told = Pick<CallEvent, "type" | "sequence" | "at" | "payload">;

type EventsCardProps = { events: readonly Told[] | undefined; answeredAt: string | null; loading: Loading };

/** Every step of the call in order, each with what it holds folded away. */
export function EventsCard({ events, answeredAt, loading }: EventsCardProps) {
  const { t } = useTranslation();
  return (
    <Card title={t("call.events.title")} meta={events && t("call.events.count", { count: events.length })}>
      <ListBody
        rows={events}
        loading={loading}
        errorTitle={t("call.events.loadError")}
        empty={<p className="px-4 pb-4 text-ink-2">{t("call.events.empty")}</p>}
        skeleton={{ rows: 6, rowClass: "h-9" }}
      >
        {(rows) => <Timeline events={rows} zero={answeredAt ?? rows[0]?.at ?? null} />}
      </ListBody>
    </Card>
  );
}

const ROW_PX = 34;
// What is drawn before the list was measured.
const FIRST_LOOK = { width: 600, height: 400 };

function Timeline({ events, zero }: { events: readonly Told[]; zero: string | null }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const rows = useVirtualizer({
    count: events.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => events[index]?.sequence ?? index,
    initialRect: FIRST_LOOK,
    overscan: 10,
  });
  const turn = (sequence: number, open: boolean) => {
    const next = new Set(opened);
    if (open) next.add(sequence);
    else next.delete(sequence);
    setOpened(next);
  };
  return (
    <div ref={box} className="max-h-[26rem] overflow-y-auto rounded-b-lg">
      <ol aria-label={t("call.events.title")} style={{ height: rows.getTotalSize() }} className="relative">
        {rows.getVirtualItems().map(({ index, start, key }) => {
          const event = events[index];
          return (
            event && (
              <li
                key={key}
                ref={rows.measureElement}
                data-index={index}
                aria-setsize={events.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)` }}
                className="absolute inset-x-0 top-0 border-t border-line"
              >
                <Step event={event} zero={zero} open={opened.has(event.sequence)} onTurn={turn} />
              </li>
            )
          );
        })}
      </ol>
    </div>
  );
}

function Fact({ event, fact }: { event: Told; fact: EventFact }) {
  const { t } = useTranslation();
  const code = event.payload["code"];
  switch (fact.kind) {
    case "ms":
      return t("call.reply.ms", { value: fact.value });
    case "who":
      return isWho(fact.value) && t(`call.who.${fact.value}`);
    case "line":
      return <LineName line={fact.value} />;
    case "reason":
      if (event.type === "vendor.failed") return <Coded list="failed" code={fact.value} />;
      if (event.type.startsWith("transcript.")) return <Coded list="english" code={fact.value} />;
      return <CallReason reason={fact.value} />;
    case "used":
      return (
        <Coded list="used" code={typeof code === "string" ? code : null}>
          {fact.value}
        </Coded>
      );
    default:
      return <Words>{fact.value}</Words>;
  }
}

type StepProps = { event: Told; zero: string | null; open: boolean; onTurn: (sequence: number, open: boolean) => void };

function Step({ event, zero, open, onTurn }: StepProps) {
  const { t, i18n } = useTranslation();
  const { icon: Icon, name, look } = eventLook(event);
  const fact = eventFact(event.payload);
  return (
    <details open={open} onToggle={(toggled) => onTurn(event.sequence, toggled.currentTarget.open)}>
      <summary className="grid min-h-8.5 cursor-pointer list-none grid-cols-[4rem_1rem_minmax(0,auto)_minmax(0,1fr)_0.875rem] items-center gap-2.5 px-4 -outline-offset-2 hover:bg-surface-2 pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <span className="num text-xs text-ink-3">
          {t("calls.seconds", { value: fixed(secondsInto(event.at, zero), i18n.language, 1) })}
        </span>
        <Icon className={`size-4 ${look}`} aria-hidden />
        <span className="truncate">{name ? t(`call.event.${name}`) : <Words>{event.type}</Words>}</span>
        <span className="truncate text-right text-xs text-ink-3">{fact && <Fact event={event} fact={fact} />}</span>
        <ChevronRight className={`size-3.5 text-ink-3 ${open ? "rotate-90" : ""}`} aria-hidden />
      </summary>
      <pre translate="no" className="overflow-x-auto bg-sunken px-4 py-2.5 font-mono text-xs text-ink-2">
        {JSON.stringify({ type: event.type, ...event.payload }, null, 2)}
      </pre>
    </details>
  );
}
