import { useTranslation } from "react-i18next";
import { Combobox } from "@/components/form/Combobox";
import type { ControlProps } from "@/components/form/FormField";
import { Select } from "@/components/form/Select";
import { useLocalModels } from "@/hooks/useLocalModels";
import { slug, useServerWords } from "@/hooks/useServerWords";
import { languageName } from "@/lib/format";
import { PROVIDERS, type Setting, useLines, useModelNames, useSettings, useVoiceNames } from "../api";

const TONES = ["professional", "friendly", "casual", "formal", "empathetic"] as const;
const ENDPOINTING = ["manual", "vad"] as const;
/** Choices that mean something else in one setting than their word says. */
const WORDS = {
  "ai.fallback_llm_provider none": "settings.choice.preparedLines",
  "knowledge.embeddings none": "settings.choice.wordsAlone",
  "knowledge.embeddings multilingual": "settings.choice.multilingual",
  "ai.practice_recognition builtin": "settings.provider.builtin",
  "ai.practice_recognition vendor": "settings.choice.asRealCallers",
  "livekit.recording worker": "settings.choice.recordedByTron",
  "livekit.recording egress": "settings.choice.recordedByEgress",
  "livekit.recording both": "settings.choice.recordedByBoth",
} as const;

type ChoicesProps = ControlProps<string> & { item: Setting; choices: readonly string[] };

/** One of what the server allows, in words where the catalogue has some. */
export function Choices({ item, choices, ...control }: ChoicesProps) {
  const { t, i18n } = useTranslation();
  const found = useLocalModels();
  const word = (choice: string) => {
    const own = `${item.key} ${choice}`;
    if (own in WORDS) return { label: t(WORDS[own as keyof typeof WORDS]), data: false };
    const tone = TONES.find((name) => name === choice);
    if (tone) return { label: t(`settings.tone.${tone}`), data: false };
    const endpointing = ENDPOINTING.find((name) => name === choice);
    if (endpointing) return { label: t(`settings.endpointing.${endpointing}`), data: false };
    const provider = PROVIDERS.find((name) => name === choice);
    if (provider === "ollama" && found) {
      return { label: t("settings.provider.ollamaFound", { count: found.models.length }), data: false };
    }
    if (provider) return { label: t(`settings.provider.${provider}`), data: false };
    return { label: item.key === "defaults.language" ? languageName(choice, i18n.language) : choice, data: true };
  };
  return <Select {...control} options={choices.map((choice) => ({ value: choice, ...word(choice) }))} />;
}

const KNOWN_TEXTS: readonly string[] = [
  "telephony.default_line",
  "defaults.voice",
  "ai.default_llm_model",
  "ai.fallback_llm_model",
  "ai.fallback_voice",
];

type KnownTextsProps = ControlProps<string> & { item: Setting };

/** Texts that are usually one of a list which somebody else keeps: lines, voices, models. */
export function KnownTexts({ item, ...control }: KnownTextsProps) {
  switch (item.key) {
    case "telephony.default_line":
      return <LineNames {...control} />;
    case "defaults.voice":
      return <VoiceNames {...control} />;
    case "ai.fallback_voice":
      return <VoiceNames {...control} none />;
    case "ai.fallback_llm_model":
      return <ModelNames {...control} of="ai.fallback_llm_provider" />;
    default:
      return <ModelNames {...control} of="ai.default_llm_provider" />;
  }
}

/** Whether somebody keeps a list of what this setting may be. */
export function isKnownText(key: string): boolean {
  return KNOWN_TEXTS.includes(key);
}

function LineNames(control: ControlProps<string>) {
  const { t } = useTranslation();
  const { data } = useLines();
  const word = (name: string, title: string) => {
    const known = (["sandbox", "browser"] as const).find((line) => line === name);
    return known ? { label: t(`settings.line.${known}`) } : { label: title, data: true };
  };
  const options = data?.items.map((line) => ({ value: line.name, ...word(line.name, line.title) })) ?? [];
  return <Select {...control} options={options} />;
}

/** `none`: it may also be left to Tron. */
function VoiceNames({ none = false, ...control }: ControlProps<string> & { none?: boolean }) {
  const { t } = useTranslation();
  const words = useServerWords();
  const { data } = useVoiceNames();
  const options = data?.items.map((voice) => ({
    value: voice.id,
    label: `${voice.name} · ${words("voice", slug(voice.character)) ?? voice.character}`,
    data: true,
  }));
  const first = none ? [{ value: "", label: t("settings.choice.likestVoice") }] : [];
  return <Select {...control} options={[...first, ...(options ?? [])]} />;
}

/** The models of a provider that is stored; any other name may be written too. */
function ModelNames({ of, ...control }: ControlProps<string> & { of: string }) {
  const { data: settings } = useSettings();
  const provider = settings?.items.find((item) => item.key === of)?.value;
  const { data, isLoading } = useModelNames(String(provider ?? ""));
  const options = data?.items.map((model) => ({ value: model.id, label: model.name })) ?? [];
  return <Combobox {...control} options={options} loading={isLoading} />;
}
