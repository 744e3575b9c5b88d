import { MicOff, Volume2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { AudioProblem } from "@/lib/audio/problem";
import { Button } from "../Button";

/** Why there is no microphone, and what to do. */
export function AudioNotice({ problem }: { problem: AudioProblem }) {
  const { t } = useTranslation();
  return (
    <div
      role="alert"
      className="flex items-start gap-2.5 rounded-md border border-danger-line border-l-2 border-l-danger px-3.5 py-3"
    >
      <MicOff className="mt-0.5 size-4 text-danger" aria-hidden />
      <div className="min-w-0">
        <p className="font-medium">{t(`audio.${problem.code}.title`)}</p>
        <p className="max-w-[75ch] text-ink-2">{t(`audio.${problem.code}.body`)}</p>
      </div>
    </div>
  );
}

/** Browsers play nothing before a click: this is the click. */
export function StartSound({ onStart }: { onStart: () => void }) {
  const { t } = useTranslation();
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-2.5 gap-y-2 rounded-md border border-warning-line border-l-2 border-l-warning px-3.5 py-2.5"
    >
      <Volume2 className="size-4 text-warning" aria-hidden />
      <p className="min-w-0 flex-1 basis-48">
        <span className="font-medium">{t("audio.blockedTitle")}</span>{" "}
        <span className="text-ink-2">{t("audio.blockedBody")}</span>
      </p>
      <Button icon={Volume2} onClick={onStart}>
        {t("audio.start")}
      </Button>
    </div>
  );
}
