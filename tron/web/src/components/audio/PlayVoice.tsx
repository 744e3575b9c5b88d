import { Play, Square } from "lucide-react";
import { useEffect, useId } from "react";
import { Button } from "@/components/Button";
import { notify } from "@/components/toasts";
import { useVoicePreview, type VoiceWish } from "@/stores/voicePreview";

type PlayVoiceProps = {
  /** What the voice is to say, asked for when it is. */
  wish: () => VoiceWish;
  /** `name`: what is played, where the word alone does not tell. */
  words: { play: string; stop: string; failed: string; name?: string };
  quiet?: boolean;
  disabled?: boolean;
};

/** Lets a voice speak before a call, and stops it. */
export function PlayVoice({ wish, words, quiet = false, disabled = false }: PlayVoiceProps) {
  const id = useId();
  const mine = useVoicePreview(({ owner }) => owner === id);
  const playing = useVoicePreview((state) => state.playing);
  const { play, stop } = useVoicePreview.getState();
  useEffect(() => () => stop(id), [id, stop]);
  const look = quiet ? ({ small: true, look: "quiet" } as const) : {};
  if (mine && playing) {
    return (
      <Button {...look} icon={Square} onClick={() => stop(id)}>
        {words.stop}
      </Button>
    );
  }
  return (
    <Button
      {...look}
      icon={Play}
      busy={mine}
      disabled={disabled}
      {...(words.name ? { "aria-label": words.name } : {})}
      onClick={() => void play(id, wish()).catch((error: unknown) => notify.failed(words.failed, error))}
    >
      {words.play}
    </Button>
  );
}
