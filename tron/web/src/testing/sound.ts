import { vi } from "vitest";

/** Lets `<audio>` play in jsdom, which plays nothing: the clock stands until a test moves it. */
export function playableSound() {
  const state = new WeakMap<HTMLMediaElement, { time: number; paused: boolean }>();
  const of = (audio: HTMLMediaElement) => {
    const known = state.get(audio) ?? { time: 0, paused: true };
    state.set(audio, known);
    return known;
  };
  const prototype = HTMLMediaElement.prototype;
  vi.spyOn(prototype, "currentTime", "get").mockImplementation(function (this: HTMLMediaElement) {
    return of(this).time;
  });
  vi.spyOn(prototype, "currentTime", "set").mockImplementation(function (this: HTMLMediaElement, time: number) {
    of(this).time = time;
    this.dispatchEvent(new Event("seeked"));
  });
  vi.spyOn(prototype, "paused", "get").mockImplementation(function (this: HTMLMediaElement) {
    return of(this).paused;
  });
  vi.spyOn(prototype, "duration", "get").mockReturnValue(62);
  vi.spyOn(prototype, "play").mockImplementation(async function (this: HTMLMediaElement) {
    of(this).paused = false;
    this.dispatchEvent(new Event("play"));
  });
  vi.spyOn(prototype, "pause").mockImplementation(function (this: HTMLMediaElement) {
    of(this).paused = true;
    this.dispatchEvent(new Event("pause"));
  });
  return {
    /** The sound goes on to a moment. */
    advance(audio: HTMLMediaElement, time: number) {
      of(audio).time = time;
      audio.dispatchEvent(new Event("timeupdate"));
    },
  };
}
