import { type KeyboardEvent, lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { duration } from "@/lib/format";
import { usePeaks } from "../hooks/usePeaks";
import type { Player } from "../hooks/usePlayer";
import { SLOW_MS } from "../latency";
import { ROLE_FILL, type Utterance } from "../transcript";

// The drawing library comes only to who looks at a recording.
const Waveform = lazy(() => import("./Waveform").then((module) => ({ default: module.Waveform })));

type TracksProps = { player: Player; url: string; utterances: readonly Utterance[]; active: number; total: number };

/** The waveform over a strip of who spoke when, and the clock below. */
export function Tracks({ player, url, utterances, active, total }: TracksProps) {
  const { peaks, failed } = usePeaks(url);
  const { t } = useTranslation();
  return (
    <div className="min-w-0">
      <Position player={player} total={total}>
        <div className="relative h-24 overflow-hidden rounded-md border border-line bg-sunken">
          {peaks && player.audio && (
            <Suspense fallback={null}>
              <Waveform audio={player.audio} peaks={peaks} />
            </Suspense>
          )}
          {failed && <p className="grid h-full place-items-center px-4 text-xs text-ink-3">{t("call.noWaveform")}</p>}
          <Marks utterances={utterances} total={total} />
        </div>
      </Position>
      <Strip utterances={utterances} active={active} total={total} />
      <Clock total={total} />
    </div>
  );
}

type PositionProps = { player: Player; total: number; children: React.ReactNode };

/** Makes the tracks a slider: the arrows go 5 s, Home and End to the ends. */
function Position({ player, total, children }: PositionProps) {
  const { t } = useTranslation();
  const pressed = (event: KeyboardEvent) => {
    const moments: Record<string, number> = {
      ArrowLeft: player.time - 5,
      ArrowDown: player.time - 5,
      ArrowRight: player.time + 5,
      ArrowUp: player.time + 5,
      Home: 0,
      End: total,
    };
    const moment = moments[event.key];
    if (moment === undefined) return;
    event.preventDefault();
    player.seek(moment);
  };
  const words = { time: duration(player.time), total: duration(total) };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={t("call.position")}
      aria-valuemin={0}
      aria-valuemax={Math.round(total)}
      aria-valuenow={Math.min(Math.round(player.time), Math.round(total))}
      aria-valuetext={t("call.positionText", words)}
      onKeyDown={pressed}
      className="rounded-md"
    >
      {children}
    </div>
  );
}

/** Where the caller cut the agent off, and where the reply took long. */
function Marks({ utterances, total }: { utterances: readonly Utterance[]; total: number }) {
  const marks = utterances.flatMap(({ key, start, end, cut, reply }) => {
    const slow = (reply?.total_ms ?? 0) > SLOW_MS ? (reply?.total_ms ?? 0) / 1000 : 0;
    return [
      ...(cut && end !== null ? [{ key: `${key} cut`, from: end - 0.5, to: end + 0.5, fill: "bg-warning" }] : []),
      ...(slow && start !== null ? [{ key: `${key} slow`, from: start - slow, to: start, fill: "bg-danger" }] : []),
    ];
  });
  return marks.map(({ key, from, to, fill }) => (
    <span
      key={key}
      aria-hidden
      style={span(from, to, total)}
      className={`pointer-events-none absolute top-0 z-3 h-[3px] min-w-1.5 ${fill}`}
    />
  ));
}

function Strip({ utterances, active, total }: { utterances: readonly Utterance[]; active: number; total: number }) {
  return (
    <div aria-hidden className="relative h-6">
      {utterances.map(({ key, role, start, end }, index) => (
        <span
          key={key}
          style={span(start ?? 0, end ?? start ?? 0, total)}
          className={`absolute top-2 h-2 rounded-xs ${ROLE_FILL[role]} ${
            index === active ? "shadow-[0_0_0_2px_var(--color-surface-1),0_0_0_3.5px_var(--color-ink)]" : "opacity-60"
          }`}
        />
      ))}
    </div>
  );
}

const STEPS = [5, 10, 15, 30, 60, 120, 300, 600, 1800];
const MOST_TICKS = 7;

function Clock({ total }: { total: number }) {
  const step = STEPS.find((seconds) => total / seconds <= MOST_TICKS) ?? 3600;
  const ticks = Array.from({ length: Math.floor(total / step) + 1 }, (_, index) => index * step);
  return (
    <div aria-hidden translate="no" className="num relative h-4 text-2xs text-ink-3">
      {ticks.map((seconds) => (
        <span
          key={seconds}
          style={{ left: `${total > 0 ? (seconds / total) * 100 : 0}%` }}
          className="absolute -translate-x-1/2 first:translate-x-0 last:[&:not(:first-child)]:-translate-x-3/4"
        >
          {duration(seconds)}
        </span>
      ))}
    </div>
  );
}

function span(from: number, to: number, total: number) {
  const part = (seconds: number) => (total > 0 ? Math.min(1, Math.max(0, seconds / total)) * 100 : 0);
  return { left: `${part(from)}%`, width: `max(3px, ${part(to) - part(from)}%)` };
}
