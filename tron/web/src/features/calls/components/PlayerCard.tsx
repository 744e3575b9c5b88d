import { Bot, Download, Link2, type LucideIcon, Pause, Play, RotateCcw, RotateCw, User } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import { Legend } from "@/components/charts/Legend";
import { Segmented } from "@/components/Segmented";
import { notify } from "@/components/toasts";
import { duration } from "@/lib/format";
import { type Player, SPEEDS } from "../hooks/usePlayer";
import type { Utterance } from "../transcript";
import { Tracks } from "./Tracks";

type PlayerCardProps = {
  player: Player;
  url: string;
  utterances: readonly Utterance[];
  active: number;
  length: number;
};

/** The recording: play, go to a moment, and see who spoke when. */
export function PlayerCard({ player, url, utterances, active, length }: PlayerCardProps) {
  const { t } = useTranslation();
  const total = player.duration || length;
  const marks = [
    { label: t("call.mark.cut"), fill: "bg-warning" },
    { label: t("call.mark.slow"), fill: "bg-danger" },
  ];
  return (
    <section aria-label={t("call.recording")} className="rounded-lg border border-line bg-surface-1">
      {/* The words are in the transcript below. */}
      {/* biome-ignore lint/a11y/useMediaCaption: see above */}
      <audio ref={player.attach} src={url} preload="metadata" />
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5 px-3 pt-2.5 pb-1">
        <PlayButton player={player} />
        <IconButton icon={RotateCcw} label={t("call.back")} onClick={() => player.skip(-5)} />
        <IconButton icon={RotateCw} label={t("call.forward")} onClick={() => player.skip(5)} />
        <p className="num text-ink-3">
          <span className="font-medium text-ink">{duration(player.time)}</span>{" "}
          {t("call.of", { total: duration(total) })}
        </p>
        <span className="flex-1" />
        <Legend series={marks} className="max-sm:hidden" />
        <Segmented
          aria-label={t("call.speed")}
          value={String(player.speed)}
          onChange={(chosen) => player.setSpeed(SPEEDS.find((speed) => String(speed) === chosen) ?? 1)}
          options={SPEEDS.map((speed) => ({ value: String(speed), label: <span translate="no">{speed}×</span> }))}
        />
        <CopyMoment time={player.time} />
        <a
          href={url}
          download
          aria-label={t("call.download")}
          title={t("call.download")}
          className="grid size-8 place-items-center rounded-md text-ink-2 hover:bg-surface-2 hover:text-ink pointer-coarse:size-control"
        >
          <Download className="size-4" aria-hidden />
        </a>
      </div>
      {player.broken ? (
        <Broken player={player} />
      ) : (
        <div className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-2 px-4 pt-1.5 pb-3 sm:grid-cols-[4.25rem_minmax(0,1fr)]">
          <div className="grid grid-rows-[3rem_3rem] items-center text-xs font-medium">
            <Side icon={Bot} label={t("call.agent")} look="text-agent" />
            <Side icon={User} label={t("call.caller")} look="text-caller" />
          </div>
          <Tracks player={player} url={url} utterances={utterances} active={active} total={total} />
        </div>
      )}
    </section>
  );
}

function PlayButton({ player }: { player: Player }) {
  const { t } = useTranslation();
  const Icon = player.playing ? Pause : Play;
  return (
    <button
      type="button"
      onClick={player.toggle}
      aria-label={player.playing ? t("call.pause") : t("call.play")}
      title={player.playing ? t("call.pause") : t("call.play")}
      className="grid size-8 place-items-center rounded-full bg-accent-solid text-on-accent hover:bg-accent-hover active:bg-accent-press pointer-coarse:size-control"
    >
      <Icon className="size-4" aria-hidden />
    </button>
  );
}

function Side({ icon: Icon, label, look }: { icon: LucideIcon; label: string; look: string }) {
  return (
    <span className={`flex items-center gap-1.5 ${look}`}>
      <Icon className="size-4" aria-hidden />
      <span className="max-sm:sr-only">{label}</span>
    </span>
  );
}

/** The address of this moment of the call, to send to somebody. */
function CopyMoment({ time }: { time: number }) {
  const { t } = useTranslation();
  const copy = async () => {
    const address = new URL(window.location.href);
    address.search = new URLSearchParams({ t: time.toFixed(1) }).toString();
    try {
      await navigator.clipboard.writeText(address.href);
      notify.done(t("call.linkCopied", { time: duration(time) }));
    } catch {
      notify.failed(t("call.linkFailed"));
    }
  };
  return <IconButton icon={Link2} label={t("call.copyLink")} onClick={() => void copy()} />;
}

function Broken({ player }: { player: Player }) {
  const { t } = useTranslation();
  return (
    <div role="alert" className="flex flex-wrap items-center gap-3 px-4 pt-1 pb-4 text-ink-2">
      <p className="min-w-0 flex-1 basis-56">{t("call.noSound")}</p>
      <Button small icon={RotateCcw} onClick={() => player.audio?.load()}>
        {t("action.retry")}
      </Button>
    </div>
  );
}
