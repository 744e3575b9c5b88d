import { LoaderCircle, MessagesSquare } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Coded } from "@/components/Coded";
import type { PanelProps } from "../panel";
import { type Ending, readable, type Talk } from "../simulation";
import { StepLine } from "./StepLine";

type SimulatorStepsProps = Pick<PanelProps, "canvas" | "select"> & { talk: Talk };

/** What both said and which nodes ran, the newest in view. */
export function SimulatorSteps({ talk, canvas, select }: SimulatorStepsProps) {
  const { t } = useTranslation();
  const { state, steps, waiting, ending } = talk;
  const well = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new step has to come into view
  useEffect(() => {
    if (well.current) well.current.scrollTop = well.current.scrollHeight;
  }, [steps.length, state, waiting]);
  return (
    <section
      ref={well}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll what is longer than the well
      tabIndex={0}
      aria-label={t("flows.simulator.talk")}
      className="flex min-h-40 flex-1 flex-col gap-2 overflow-y-auto border-t border-line bg-sunken px-4 py-3 -outline-offset-2"
    >
      {state === "silent" && (
        <p className="m-auto flex max-w-72 flex-col items-center gap-2 text-center text-ink-2">
          <MessagesSquare className="size-5 text-ink-3" aria-hidden />
          {t("flows.simulator.idle")}
        </p>
      )}
      <ol aria-live="polite" className="flex flex-col gap-2">
        {readable(steps).map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are only ever added, or taken away at the end
          <StepLine key={index} step={step} canvas={canvas} select={select} />
        ))}
      </ol>
      {(state === "connecting" || (state === "talking" && !waiting)) && (
        <p className="flex items-center gap-1.5 text-xs text-ink-3">
          <LoaderCircle className="spin size-3" aria-hidden />
          {t(state === "connecting" ? "flows.simulator.connecting" : "flows.simulator.thinking")}
        </p>
      )}
      {state === "lost" && <p className="text-xs text-warning">{t("flows.simulator.lost")}</p>}
      {ending && <Over ending={ending} />}
    </section>
  );
}

const REASONS = [
  "agent_ended",
  "caller_hung_up",
  "max_duration",
  "no_input",
  "opted_out",
  "machine",
  "transferred",
] as const;

function Over({ ending }: { ending: Ending }) {
  const { t } = useTranslation();
  const reason = REASONS.find((known) => known === ending.reason) ?? "other";
  return (
    <div className="flex flex-col gap-0.5 border-t border-line pt-2 text-xs text-ink-2">
      <p>{t("flows.simulator.ended", { reason: t(`flows.reason.${reason}`) })}</p>
      <p>
        {t("flows.simulator.outcome")}{" "}
        {ending.outcome ? <Coded list="outcome" code={ending.outcome} /> : t("flows.simulator.noOutcome")}
      </p>
    </div>
  );
}
