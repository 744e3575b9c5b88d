import { Play, Square } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { useVoicePreview } from "../hooks/useVoicePreview";

/** Lets a voice say a sentence, as fast as it is set to. */
export function PlayVoice({ voice, language, speed }: { voice: string; language: string; speed: number }) {
  const { t } = useTranslation();
  const { state, play, stop } = useVoicePreview();
  if (state === "playing") {
    return (
      <Button icon={Square} onClick={stop}>
        {t("builder.stop")}
      </Button>
    );
  }
  return (
    <Button
      icon={Play}
      busy={state === "loading"}
      aria-label={t("builder.playLabel")}
      onClick={() => void play(voice, language, speed)}
    >
      {t("builder.play")}
    </Button>
  );
}
