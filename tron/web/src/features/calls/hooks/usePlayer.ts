import { useCallback, useEffect, useMemo, useState } from "react";

export const SPEEDS = [1, 1.5, 2] as const;
export type Speed = (typeof SPEEDS)[number];

/** A recording that can be played, and where it is. Times are seconds. */
export type Player = {
  /** The element that sounds; give it to `<audio ref>`. */
  attach: (audio: HTMLAudioElement | null) => void;
  audio: HTMLAudioElement | null;
  playing: boolean;
  time: number;
  /** 0 until it is known. */
  duration: number;
  speed: Speed;
  /** The sound could not be loaded. */
  broken: boolean;
  toggle: () => void;
  /** Goes to a moment; `play` also starts from there. */
  seek: (time: number, play?: boolean) => void;
  skip: (seconds: number) => void;
  setSpeed: (speed: Speed) => void;
};

type State = Pick<Player, "playing" | "time" | "duration" | "broken">;

const STILL: State = { playing: false, time: 0, duration: 0, broken: false };
const NEWS = ["play", "pause", "ended", "timeupdate", "seeking", "seeked", "durationchange", "error"] as const;

/** Plays the attached element, from `startAt` on. */
export function usePlayer(startAt: number): Player {
  const [audio, attach] = useState<HTMLAudioElement | null>(null);
  const [state, setState] = useState<State>(STILL);
  const [speed, setSpeed] = useState<Speed>(1);

  useEffect(() => {
    if (!audio) return;
    const told = () => setState(stateOf(audio));
    for (const name of NEWS) audio.addEventListener(name, told);
    // Before its metadata came this is where it will start.
    audio.currentTime = startAt;
    told();
    return () => {
      for (const name of NEWS) audio.removeEventListener(name, told);
    };
  }, [audio, startAt]);

  useEffect(() => {
    if (audio) audio.playbackRate = speed;
  }, [audio, speed]);

  const seek = useCallback(
    (time: number, play = false) => {
      if (!audio) return;
      const end = Number.isFinite(audio.duration) ? audio.duration : time;
      audio.currentTime = Math.min(Math.max(0, time), end);
      if (play) start(audio);
    },
    [audio],
  );
  const toggle = useCallback(() => {
    if (audio?.paused) start(audio);
    else audio?.pause();
  }, [audio]);
  const skip = useCallback((seconds: number) => seek((audio?.currentTime ?? 0) + seconds), [audio, seek]);

  return useMemo(
    () => ({ attach, audio, ...state, speed, toggle, seek, skip, setSpeed }),
    [audio, state, speed, toggle, seek, skip],
  );
}

function stateOf(audio: HTMLAudioElement): State {
  return {
    playing: !audio.paused && !audio.ended,
    time: audio.currentTime,
    duration: Number.isFinite(audio.duration) ? audio.duration : 0,
    broken: Boolean(audio.error),
  };
}

/** A start that the browser refuses leaves it paused, which the button shows. */
function start(audio: HTMLAudioElement): void {
  void audio.play()?.catch(() => undefined);
}
