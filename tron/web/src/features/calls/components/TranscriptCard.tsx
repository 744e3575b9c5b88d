import { MessageSquareText, Scissors, Volume2 } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSpecWords } from "@/canvas/hooks/useSpecWords";
import { Badge } from "@/components/Badge";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { NodeTile } from "@/components/flow/NodeTile";
import { Words } from "@/components/Words";
import { isPlainClick } from "@/lib/clicks";
import { duration, fixed } from "@/lib/format";
import { type TranscriptWords, useUi } from "@/stores/ui";
import { SLOW_MS } from "../latency";
import type { PathStep } from "../path";
import { ROLE_TEXT, type Utterance } from "../transcript";

type TranscriptCardProps = {
  utterances: readonly Utterance[];
  agentName: string | null;
  callerName: string | null;
  /** Index of what sounds now; -1 for nothing. */
  active: number;
  playing: boolean;
  /** The call goes on: the end is kept in view as it grows. */
  live: boolean;
  /** Absent where there is nothing to hear. */
  onSeek?: ((time: number) => void) | undefined;
  empty: ReactNode;
  /** What stands above the words. */
  above?: ReactNode;
  /** The flow's nodes that spoke, by the keys of utterances. */
  nodes?: ReadonlyMap<string, PathStep>;
};

/** What was said, following the audio. */
export function TranscriptCard(props: TranscriptCardProps) {
  const { utterances, agentName, callerName, active, playing, live, onSeek, empty, above, nodes } = props;
  const { t } = useTranslation();
  const words = useUi(({ transcript }) => transcript);
  const list = useFollowed({ active, end: live ? utterances.length : -1 });
  const names = {
    agent: agentName ?? t("call.agent"),
    caller: callerName ?? t("call.caller"),
    supervisor: t("call.supervisor"),
  };
  return (
    <Card title={t("call.transcript")} meta={utterances.length > 0 && t("call.turns", { count: utterances.length })}>
      {above}
      {utterances.length === 0 ? (
        <EmptyState icon={MessageSquareText} title={t("call.noTranscript")}>
          {empty}
        </EmptyState>
      ) : (
        <ol
          ref={list}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard
          tabIndex={0}
          aria-label={t("call.transcript")}
          aria-live={live ? "polite" : undefined}
          className="relative max-h-[44rem] overflow-y-auto rounded-b-lg -outline-offset-2 motion-safe:scroll-smooth"
        >
          {utterances.map((utterance, index) => (
            <Turn
              key={utterance.key}
              utterance={utterance}
              words={words}
              name={names[utterance.role]}
              active={index === active}
              sounding={playing && index === active}
              onSeek={onSeek}
              node={nodes?.get(utterance.key)}
            />
          ))}
        </ol>
      )}
    </Card>
  );
}

type TurnProps = {
  utterance: Utterance;
  words: TranscriptWords;
  name: string;
  active: boolean;
  sounding: boolean;
  onSeek: ((time: number) => void) | undefined;
  node: PathStep | undefined;
};

function Turn({ utterance, words, name, active, sounding, onSeek, node }: TurnProps) {
  const { t } = useTranslation();
  const { role, start, cut, partial } = utterance;
  const seek = start !== null && onSeek ? () => onSeek(start) : null;
  const look = active ? "border-l-accent bg-accent-soft" : "border-l-transparent";
  return (
    // By keyboard the time in front does the same.
    <li
      // Read out once it is whole.
      aria-hidden={partial || undefined}
      aria-current={active || undefined}
      onClick={(event) => {
        if (seek && isPlainClick(event)) seek();
      }}
      className={`grid grid-cols-[2.5rem_minmax(0,1fr)] gap-2 border-t border-l-2 border-t-line py-2.5 pr-4 pl-3.5 first:border-t-line ${look} ${seek ? "cursor-pointer" : ""}`}
    >
      <Moment start={start} onSeek={seek} active={active} />
      <div className="min-w-0">
        <div className="flex min-h-5 flex-wrap items-center gap-2">
          <span className={`font-medium ${ROLE_TEXT[role]}`}>
            <Words>{name}</Words>
          </span>
          {cut && (
            <Badge tone="warning" icon={Scissors}>
              {t("call.cut")}
            </Badge>
          )}
          {sounding && (
            <Badge tone="info" icon={Volume2}>
              {t("call.sounding")}
            </Badge>
          )}
          <span className="ml-auto flex items-center gap-2">
            {node && <Spoke node={node} />}
            <ReplyWait utterance={utterance} />
          </span>
        </div>
        <Said utterance={utterance} words={words} />
      </div>
    </li>
  );
}

/** What was said, its English, or both; a line without English stays as it was spoken. */
function Said({ utterance: { text, english, cut, partial }, words }: Pick<TurnProps, "utterance" | "words">) {
  const openEnd = (cut || partial) && (
    <span className="text-ink-3" aria-hidden>
      {" "}
      …
    </span>
  );
  const beneath = words === "both" ? "border-l-2 border-line-2 pl-2 text-sm text-ink-2" : "text-base";
  return (
    <>
      {(words !== "english" || english === null) && (
        <p className="mt-0.5 max-w-[75ch] text-base leading-(--leading-deva) [overflow-wrap:anywhere]">
          <Words>{text}</Words>
          {openEnd}
        </p>
      )}
      {words !== "spoken" && english !== null && (
        <p lang="en" translate="no" className={`mt-1 max-w-[75ch] [overflow-wrap:anywhere] ${beneath}`}>
          {english}
          {openEnd}
        </p>
      )}
    </>
  );
}

function Moment({ start, onSeek, active }: { start: number | null; onSeek: (() => void) | null; active: boolean }) {
  const { t } = useTranslation();
  if (start === null) return <span />;
  const at = duration(start);
  const look = `num flex h-6 items-center text-xs ${active ? "text-ink-2" : "text-ink-3"}`;
  if (!onSeek) return <span className={look}>{at}</span>;
  return (
    <button
      type="button"
      aria-label={t("call.playFrom", { time: at })}
      onClick={onSeek}
      className={`${look} -ml-1 min-w-8 rounded-sm px-1 hover:text-accent pointer-coarse:h-11`}
    >
      {at}
    </button>
  );
}

/** The node of the flow that spoke. */
function Spoke({ node: { type, label } }: { node: PathStep }) {
  const say = useSpecWords();
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-xs text-ink-3">
      <NodeTile type={type} />
      <Words className="truncate">{say(label) || type}</Words>
    </span>
  );
}

/** How long the caller waited for this reply. */
function ReplyWait({ utterance: { reply } }: { utterance: Utterance }) {
  const { t, i18n } = useTranslation();
  if (!reply?.total_ms) return null;
  const slow = reply.total_ms > SLOW_MS;
  return (
    <span className={`num text-xs ${slow ? "font-medium text-danger" : "text-ink-3"}`}>
      {t("call.replied", { value: fixed(reply.total_ms / 1000, i18n.language) })}
    </span>
  );
}

/** Keeps what sounds, or the growing end, in view inside the list; the page itself stays where it is. */
function useFollowed({ active, end }: { active: number; end: number }) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const turn = list.current?.children[active];
    if (list.current && turn instanceof HTMLElement) {
      list.current.scrollTop = turn.offsetTop - list.current.clientHeight / 3;
    }
  }, [active]);
  useEffect(() => {
    if (list.current && end > 0) list.current.scrollTop = list.current.scrollHeight;
  }, [end]);
  return list;
}
