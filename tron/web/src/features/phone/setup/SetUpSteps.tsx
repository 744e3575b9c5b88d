import type { TFunction } from "i18next";
import { CircleCheck, CirclePlus, CircleX, type LucideIcon, RefreshCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { TONE_TEXT, type Tone } from "@/components/Badge";
import { Words } from "@/components/Words";
import type { SetUp, Step } from "./api";

const LOOKS: Record<Step["state"], { tone: Tone; icon: LucideIcon }> = {
  made: { tone: "success", icon: CirclePlus },
  there: { tone: "success", icon: CircleCheck },
  changed: { tone: "info", icon: RefreshCw },
  failed: { tone: "danger", icon: CircleX },
};

/** Of these troubles the detail says more than our words: the server's own, or the number. */
const TOLD_BY_SERVER: ReadonlySet<Step["trouble"]> = new Set(["refused", "no_number"]);

/** What was done, in order; of what failed why, and what to do. */
export function SetUpSteps({ done }: { done: SetUp }) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-2 border-t border-line-2 pt-3">
      <ol className="grid gap-1.5">
        {done.steps.map((step) => (
          <StepLine key={step.code} step={step} />
        ))}
      </ol>
      {done.ok && <p className="max-w-[75ch]">{t("lineSetUp.next")}</p>}
    </div>
  );
}

function StepLine({ step }: { step: Step }) {
  const { t } = useTranslation();
  const { tone, icon: Icon } = LOOKS[step.state];
  return (
    <li className="flex min-w-0 gap-2">
      <Icon className={`mt-0.5 size-4 shrink-0 ${TONE_TEXT[tone]}`} aria-hidden />
      <div className="grid min-w-0 gap-0.5">
        <p className="flex min-w-0 flex-wrap gap-x-1.5">
          <span className="text-ink">{t(`lineSetUp.step.${step.code}`)}</span>
          <span>{t(`lineSetUp.state.${step.state}`)}</span>
          {step.name && <Words className="num text-ink-3 [overflow-wrap:anywhere]">{step.name}</Words>}
        </p>
        <Numbers label={t("lineSetUp.numbers.taken")} numbers={step.numbers} />
        <Numbers label={t("lineSetUp.numbers.added")} numbers={step.added} />
        {step.trouble && <p className="max-w-[75ch] text-danger">{troubleOf(t, step)}</p>}
        {TOLD_BY_SERVER.has(step.trouble) && step.detail && (
          <Words className="text-ink-3 [overflow-wrap:anywhere]">{step.detail}</Words>
        )}
      </div>
    </li>
  );
}

/** Numbers in every form in which carriers write them; nothing where there are none. */
function Numbers({ label, numbers }: { label: string; numbers: readonly string[] }) {
  if (numbers.length === 0) return null;
  return (
    <p className="flex min-w-0 flex-wrap gap-x-1.5 text-ink-3">
      <span>{label}</span>
      <Words className="num [overflow-wrap:anywhere]">{numbers.join(", ")}</Words>
    </p>
  );
}

/** A key of Twilio's is not one of LiveKit's. */
function troubleOf(t: TFunction, { code, trouble }: Step): string {
  if (trouble === null) return "";
  const twilio = code.startsWith("twilio_");
  if (twilio && (trouble === "wrong_key" || trouble === "unreachable")) {
    return t(`lineSetUp.trouble.twilio_${trouble}`);
  }
  return t(`lineSetUp.trouble.${trouble}`);
}
