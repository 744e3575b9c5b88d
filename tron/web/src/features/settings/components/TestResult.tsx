import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  Clock,
  KeyRound,
  type LucideIcon,
  SearchX,
  Unplug,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { TONE_TEXT, type Tone } from "@/components/Badge";
import { Words } from "@/components/Words";
import { number } from "@/lib/format";
import type { Probe, Tested } from "../api";
import { TestFacts } from "./TestFacts";

const LOOKS: Record<Probe["state"], { tone: Tone; icon: LucideIcon }> = {
  works: { tone: "success", icon: CircleCheck },
  not_configured: { tone: "neutral", icon: CircleDashed },
  wrong_key: { tone: "danger", icon: KeyRound },
  unreachable: { tone: "danger", icon: Unplug },
  timed_out: { tone: "warning", icon: Clock },
  model_not_found: { tone: "warning", icon: SearchX },
  refused: { tone: "danger", icon: CircleAlert },
};

/** A server that a person runs themselves asks for other things than a vendor in the cloud. */
function nextFor(what: Tested, state: Exclude<Probe["state"], "works">) {
  const own = what === "ollama" || what === "custom" || what === "builtin";
  return !own && (state === "timed_out" || state === "model_not_found") ? (`${state}_cloud` as const) : state;
}

type TestResultProps = { what: Tested; probe: Probe; withUnsaved: boolean };

/** What a test found: the state in words, facts, and what to do next. */
export function TestResult({ what, probe, withUnsaved }: TestResultProps) {
  const { t, i18n } = useTranslation();
  const { tone, icon: Icon } = LOOKS[probe.state];
  const vendor = t(`settings.test.vendor.${what}`);
  const refused = probe.state === "refused";
  // The server knows what was refused, and says in English what to do.
  const hint = refused && i18n.language === "en" ? probe.hint : null;
  const ms = number(probe.latency_ms, i18n.language);
  return (
    <div className="flex min-w-0 gap-2 py-1.5">
      <Icon className={`mt-0.5 size-4 ${TONE_TEXT[tone]}`} aria-hidden />
      <div className="min-w-0 max-w-[75ch]">
        <p className="font-medium first-letter:uppercase">
          {t(`settings.test.state.${probe.state}`, { vendor })}
          {probe.state === "works" && (
            <span className="num font-normal text-ink-3"> · {t("settings.test.took", { ms })}</span>
          )}
        </p>
        {refused && (
          <p className="text-ink-2">
            <Words>{hint ? `${probe.message} ${hint}` : probe.message}</Words>
          </p>
        )}
        {probe.state !== "works" && !hint && (
          <p className="text-ink-2">{t(`settings.test.next.${nextFor(what, probe.state)}`)}</p>
        )}
        <TestFacts details={probe.details} />
        {withUnsaved && <p className="text-xs text-ink-3">{t("settings.test.unsavedNote")}</p>}
      </div>
    </div>
  );
}
