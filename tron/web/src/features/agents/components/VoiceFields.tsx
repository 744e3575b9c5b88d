import type { TFunction } from "i18next";
import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { PlayVoice } from "@/components/audio/PlayVoice";
import { FormField } from "@/components/form/FormField";
import { Pair, Section } from "@/components/form/Section";
import { type OptionGroup, Select } from "@/components/form/Select";
import { Slider } from "@/components/form/Slider";
import { Words } from "@/components/Words";
import { type ServerWords, slug, useServerWords } from "@/hooks/useServerWords";
import { languageName } from "@/lib/format";
import type { Voice } from "../api";
import { LIMITS } from "../fields";
import type { FormView } from "../hooks/useAgentForm";
import { LANGUAGES, speedText, spokenTag } from "../speech";

export function VoiceFields({ editor: { form, values }, voices }: { editor: FormView; voices: readonly Voice[] }) {
  const { t, i18n } = useTranslation();
  const { control } = form;
  const words = useServerWords();
  const about = (voice: Voice) =>
    [voice.character, voice.best_for].map((text) => words("voice", slug(text)) ?? text).join(" · ");
  const chosen = voices.find((voice) => voice.id === values.voice_id);
  const standIn = voices.find((voice) => voice.id === chosen?.stand_in);
  const speed = t("builder.speed", { value: speedText(values.voice_speed) });
  const help = t("builder.voice.help", { count: voices.length, languages: LANGUAGES.length });
  const [slowest, fastest] = LIMITS.voice_speed;
  const ends = [slowest, fastest].map((value) => t("builder.speed", { value: speedText(value) }));
  return (
    <Section title={t("builder.voice.title")} help={help}>
      <FormField
        control={control}
        name="voice_id"
        label={t("builder.field.voice_id")}
        hint={
          chosen?.stand_in ? (
            <StandIn voice={standIn?.name ?? chosen.stand_in} />
          ) : (
            chosen && <Words>{about(chosen)}</Words>
          )
        }
      >
        {(field) => (
          <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-2">
            <Select {...field} options={voiceGroups(voices, t, words)} />
            <PlayVoice
              wish={() => ({ voice: values.voice_id, language: values.language, speed: values.voice_speed })}
              words={{
                play: t("builder.play"),
                stop: t("builder.stop"),
                failed: t("builder.playError"),
                name: t("builder.playLabel"),
              }}
            />
          </div>
        )}
      </FormField>
      <Pair>
        <FormField control={control} name="language" label={t("builder.field.language")}>
          {(field) => (
            <Select
              {...field}
              options={LANGUAGES.map(({ code, native }) => ({
                value: code,
                label: `${languageName(spokenTag(code), i18n.language)} · ${native}`,
                data: true,
              }))}
            />
          )}
        </FormField>
        <FormField
          control={control}
          name="voice_speed"
          label={t("builder.field.voice_speed")}
          aside={<span className="num">{speed}</span>}
        >
          {(field) => (
            <Slider
              {...field}
              min={slowest}
              max={fastest}
              step={0.05}
              text={speed}
              ends={[ends[0] ?? "", ends[1] ?? ""]}
            />
          )}
        </FormField>
      </Pair>
    </Section>
  );
}

function StandIn({ voice }: { voice: string }) {
  const { t } = useTranslation();
  return (
    <span className="flex gap-1.5 text-warning">
      <TriangleAlert className="mt-0.5 size-3.5" aria-hidden />
      {t("builder.standIn", { voice })}
    </span>
  );
}

function voiceGroups(voices: readonly Voice[], t: TFunction, words: ServerWords): OptionGroup[] {
  const options = (fits: (voice: Voice) => boolean) =>
    voices.filter(fits).map(({ id, name, character }) => ({
      value: id,
      label: `${name} · ${words("voice", slug(character)) ?? character}`,
      data: true,
    }));
  return [
    {
      label: t("builder.women"),
      options: options((voice) => voice.provider !== "builtin" && voice.gender === "female"),
    },
    { label: t("builder.men"), options: options((voice) => voice.provider !== "builtin" && voice.gender === "male") },
    { label: t("builder.builtinVoices"), options: options((voice) => voice.provider === "builtin") },
  ].filter((group) => group.options.length > 0);
}
