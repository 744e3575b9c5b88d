import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { notify } from "@/components/toasts";
import { previewVoice } from "../api";

/** Plays a sample of a voice; a second one stops the first. */
export function useVoicePreview() {
  const { t } = useTranslation();
  const [state, setState] = useState<"idle" | "loading" | "playing">("idle");
  const audio = useRef<HTMLAudioElement | null>(null);
  const round = useRef(0);

  const stop = () => {
    round.current += 1;
    const playing = audio.current;
    audio.current = null;
    if (playing) {
      playing.pause();
      URL.revokeObjectURL(playing.src);
    }
    setState("idle");
  };
  useEffect(
    () => () => {
      round.current += 1;
      audio.current?.pause();
    },
    [],
  );

  const play = async (voice: string, language: string, speed: number) => {
    stop();
    const mine = round.current;
    setState("loading");
    try {
      const sound = await previewVoice(voice, language, speed);
      if (mine !== round.current) return;
      const player = new Audio(URL.createObjectURL(sound));
      audio.current = player;
      player.addEventListener("ended", stop);
      await player.play();
      setState("playing");
    } catch (error) {
      if (mine !== round.current) return;
      stop();
      notify.failed(t("builder.playError"), error);
    }
  };
  return { state, play, stop };
}
