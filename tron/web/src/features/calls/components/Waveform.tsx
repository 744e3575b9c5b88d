import { useEffect, useRef } from "react";
import WaveSurfer from "wavesurfer.js";
import { useUi } from "@/stores/ui";
import type { Peaks } from "../peaks";

export const TRACK_PX = 48;

type WaveformProps = { audio: HTMLAudioElement; peaks: Peaks };

/** Both sides of a call, the agent above. A click goes there; what was played is brighter. */
export function Waveform({ audio, peaks }: WaveformProps) {
  const box = useRef<HTMLDivElement>(null);
  const theme = useUi((ui) => ui.theme);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes what the colours' names mean
  useEffect(() => {
    const container = box.current;
    if (!container) return;
    const [caller, agent] = peaks.channels;
    const [agentColours, callerColours] = [coloursOf(container, "agent"), coloursOf(container, "caller")];
    const wave = WaveSurfer.create({
      container,
      media: audio,
      // The recording has the caller at the left; a mono one is drawn as one track.
      peaks: caller && agent ? [agent, caller] : peaks.channels,
      duration: peaks.duration,
      height: TRACK_PX,
      barWidth: 2,
      barGap: 1,
      barRadius: 1,
      barMinHeight: 1,
      cursorWidth: 2,
      cursorColor: resolved(container, "var(--color-ink)"),
      dragToSeek: true,
      splitChannels: agent ? [agentColours, callerColours] : [agentColours],
    });
    // The sound may have been sent to a moment before its picture was there.
    wave.on("ready", () => wave.setTime(audio.currentTime));
    return () => wave.destroy();
  }, [audio, peaks, theme]);
  return <div ref={box} />;
}

function coloursOf(element: HTMLElement, side: "agent" | "caller") {
  const colour = `var(--color-${side})`;
  return {
    progressColor: resolved(element, colour),
    waveColor: resolved(element, `color-mix(in srgb, ${colour} 50%, var(--color-sunken))`),
  };
}

/** A canvas knows no custom properties: the browser works the colour out first. */
function resolved(element: HTMLElement, colour: string): string {
  const probe = element.appendChild(document.createElement("span"));
  probe.style.color = colour;
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}
