import { useTranslation } from "react-i18next";
import { PlayVoice } from "@/components/audio/PlayVoice";
import { speedText, spokenTag } from "@/features/agents/speech";
import { fixed, languageName } from "@/lib/format";
import { useSpeaker } from "../hooks/useSpeaker";
import { playable, secondsOf } from "../model/speech";

/** In which language a text will be said: the agent's, whatever it is written in. */
export function SpokenLanguage({ text }: { text: string }) {
  const { t, i18n } = useTranslation();
  const { language, name } = useSpeaker()(text);
  const label = languageName(spokenTag(language), i18n.language);
  const why = name === null ? t("canvas.heard.byScript") : t("canvas.heard.byAgent", { name });
  return (
    <span className="rounded-sm border border-line-2 bg-surface-2 px-1.5 text-xs text-ink-2" title={why}>
      <span className="sr-only">{t("canvas.heard.in")} </span>
      <span translate="no">{label}</span>
    </span>
  );
}

/** How long a text takes to be said. */
export function SpokenTime({ text }: { text: string }) {
  const { t, i18n } = useTranslation();
  const { speed } = useSpeaker()(text);
  const seconds = secondsOf(text, speed);
  if (seconds === 0) return null;
  return (
    <span className="num text-xs text-ink-3">
      {t("canvas.heard.about", { seconds: fixed(seconds, i18n.language, 1), speed: speedText(speed) })}
    </span>
  );
}

/** Plays a text in the voice that will say it. `name`: of the field. */
export function PlayText({ text, name }: { text: string; name: string }) {
  const { t } = useTranslation();
  const speaker = useSpeaker()(text);
  const said = playable(text);
  return (
    <PlayVoice
      quiet
      disabled={said === ""}
      wish={() => ({ ...speaker, text: said })}
      words={{
        play: t("canvas.heard.play"),
        stop: t("canvas.heard.stop"),
        failed: t("canvas.heard.failed"),
        name: t("canvas.heard.playField", { name }),
      }}
    />
  );
}
