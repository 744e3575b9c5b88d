import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ChartCard } from "@/components/charts/ChartCard";
import { Swatch } from "@/components/charts/Legend";
import { duration, fixed, number } from "@/lib/format";
import type { CallTurn } from "../api";
import { lengthOf, measured, PART_FILL, PARTS, partsOf, percentile, SLOW_MS, TARGET_MS } from "../latency";

type ReplyTimeCardProps = { turns: readonly CallTurn[]; onSeek?: ((time: number) => void) | undefined };

/** What each wait for a reply was made of, from the caller's last sound to the agent's first. */
export function ReplyTimeCard({ turns, onSeek }: ReplyTimeCardProps) {
  const { t, i18n } = useTranslation();
  const seconds = useSeconds();
  const figure = (ms: number) => fixed(ms / 1000, i18n.language);
  const whole = measured(turns);
  if (whole.length === 0) return null;
  const totals = whole.map((turn) => turn.total_ms);
  const [p50, p90] = [percentile(totals, 0.5) ?? 0, percentile(totals, 0.9) ?? 0];
  const longest = Math.max(TARGET_MS * 1.25, ...whole.map(lengthOf));
  const shown = PARTS.filter((part) => whole.some((turn) => partsOf(turn)[part] > 0));
  const finding = t("call.reply.finding", { count: whole.length, p50: figure(p50), p90: figure(p90) });
  const figures = {
    head: [t("call.reply.turn"), ...PARTS.map((part) => t(`call.reply.part.${part}`)), t("call.reply.total")],
    rows: whole.map((turn) => [
      turnName(turn),
      ...PARTS.map((part) => String(Math.round(partsOf(turn)[part]))),
      String(turn.total_ms),
    ]),
  };
  return (
    <ChartCard
      title={t("call.reply.title")}
      meta={t("call.reply.meta")}
      series={shown.map((part) => ({ label: t(`call.reply.part.${part}`), fill: PART_FILL[part] }))}
      finding={finding}
      figures={figures}
      legendBelow
    >
      <div className="num flex flex-wrap gap-x-5 gap-y-1 px-4 pb-2 text-ink-2">
        <span>
          {t("call.reply.p50")} <b className="font-semibold text-ink">{seconds(p50)}</b>
        </span>
        <span>
          {t("call.reply.p90")}{" "}
          <b className={`font-semibold ${p90 > SLOW_MS ? "text-danger" : "text-ink"}`}>{seconds(p90)}</b>
        </span>
        <span className="text-ink-3">{t("call.reply.target", { value: figure(TARGET_MS) })}</span>
      </div>
      <ol className="max-h-96 overflow-y-auto pb-2">
        {whole.map((turn) => (
          <TurnRow key={turn.turn} turn={turn} longest={longest} onSeek={onSeek} />
        ))}
      </ol>
    </ChartCard>
  );
}

type TurnRowProps = {
  turn: CallTurn & { total_ms: number };
  longest: number;
  onSeek: ((time: number) => void) | undefined;
};

const ROW = "grid grid-cols-[4rem_minmax(0,1fr)_4rem] items-center gap-2.5 px-4";

function TurnRow({ turn, longest, onSeek }: TurnRowProps) {
  const { t } = useTranslation();
  const seconds = useSeconds();
  const [open, setOpen] = useState(false);
  const { start, total_ms } = turn;
  const seek = start !== null && onSeek ? () => onSeek(start) : undefined;
  return (
    <li className={open ? "border-y border-line bg-sunken" : ""}>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => {
          setOpen(!open);
          if (!open) seek?.();
        }}
        className={`${ROW} h-8 w-full text-left -outline-offset-2 hover:bg-surface-2 pointer-coarse:h-11`}
      >
        <span className="num flex items-center gap-1 text-ink-2">
          <ChevronRight className={`size-3.5 text-ink-3 transition-transform ${open ? "rotate-90" : ""}`} aria-hidden />
          <span className="sr-only">{t("call.reply.one")}</span>
          {turnName(turn)}
        </span>
        <Bar turn={turn} longest={longest} />
        <span className={`num text-right ${total_ms > SLOW_MS ? "font-medium text-danger" : ""}`}>
          {seconds(total_ms)}
        </span>
      </button>
      {open && <Parts turn={turn} longest={longest} />}
    </li>
  );
}

function Bar({ turn, longest }: { turn: CallTurn; longest: number }) {
  const parts = partsOf(turn);
  const width = (ms: number) => ({ width: `${(ms / longest) * 100}%` });
  return (
    <span className="relative flex h-3 items-center gap-px" aria-hidden>
      {PARTS.filter((part) => parts[part] > 0).map((part) => (
        <span key={part} style={width(parts[part])} className={`h-3 rounded-[2px] ${PART_FILL[part]}`} />
      ))}
      <span
        style={{ left: `${(TARGET_MS / longest) * 100}%` }}
        className="absolute -inset-y-2.5 border-l border-dashed border-control"
      />
    </span>
  );
}

/** Each part at its place in the wait, with its milliseconds. */
function Parts({ turn, longest }: { turn: CallTurn; longest: number }) {
  const { t, i18n } = useTranslation();
  const parts = partsOf(turn);
  let before = 0;
  return (
    <ul className="pb-2">
      {PARTS.filter((part) => parts[part] > 0).map((part) => {
        const left = (before / longest) * 100;
        before += parts[part];
        return (
          <li
            key={part}
            className="grid h-6 grid-cols-[8.5rem_minmax(0,1fr)_4rem] items-center gap-2.5 px-4 text-xs text-ink-2"
          >
            <span className="flex items-center gap-1.5 pl-5">
              <Swatch fill={PART_FILL[part]} />
              {t(`call.reply.part.${part}`)}
            </span>
            <span className="relative h-2" aria-hidden>
              <span
                style={{ left: `${left}%`, width: `${(parts[part] / longest) * 100}%` }}
                className={`absolute h-2 rounded-[2px] ${PART_FILL[part]}`}
              />
            </span>
            <span className="num text-right">{t("call.reply.ms", { value: number(parts[part], i18n.language) })}</span>
          </li>
        );
      })}
    </ul>
  );
}

function turnName({ turn, start }: CallTurn): string {
  return start === null ? String(turn) : duration(start);
}

function useSeconds() {
  const { t, i18n } = useTranslation();
  return (ms: number) => t("calls.seconds", { value: fixed(ms / 1000, i18n.language) });
}
