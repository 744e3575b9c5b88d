import { Play, RotateCcw } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { ErrorLine } from "@/components/Notice";
import { wordsSince } from "../counting";
import { useFlowSimulator } from "../hooks/useFlowSimulator";
import { useSimulatorSetup } from "../hooks/useSimulatorSetup";
import { type DraftProps, drawnPath, endedPath, type PanelProps } from "../panel";
import { pathOf } from "../simulation";
import { SaveTalk } from "./SaveTalk";
import { SimulatorSetup } from "./SimulatorSetup";
import { SimulatorSteps } from "./SimulatorSteps";
import { TalkControls } from "./TalkControls";
import { TestCallButton } from "./TestCallButton";
import { VariablesFold } from "./VariablesFold";

type SimulatorPanelProps = PanelProps & Partial<Pick<DraftProps, "flush">>;

/** A talk in writing over the draft or a version; the canvas lights the way it takes. */
export function SimulatorPanel({ flowId, canvas, select, highlight, flush }: SimulatorPanelProps) {
  const { t } = useTranslation();
  const simulator = useFlowSimulator(flowId);
  const setup = useSimulatorSetup(flowId, canvas);
  const { talk } = simulator;
  const { state, steps, waiting, error } = talk;
  useLight(steps, state === "over" || state === "lost", highlight);
  const begun = state !== "silent";
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <SimulatorSetup setup={setup} canvas={canvas} folded={begun} />
      <div className="flex flex-wrap items-center gap-2 px-4 pb-3">
        <Button
          small
          icon={begun ? RotateCcw : Play}
          disabled={!setup.ready}
          onClick={() => simulator.start(setup.wanted())}
        >
          {begun ? t("flows.simulator.restart") : t("flows.simulator.start")}
        </Button>
        <TestCallButton flowId={flowId} highlight={highlight} {...(flush && { flush })} small />
        {talk.ending && hasTurn(steps) && (
          <SaveTalk flowId={flowId} canvas={canvas} talk={talk} start={setup.asScenario} />
        )}
      </div>
      {begun && setup.changed && (
        <p role="status" className="px-4 pb-2 text-xs text-warning">
          {t("flows.simulator.changed")}
        </p>
      )}
      <SimulatorSteps talk={talk} canvas={canvas} select={select} />
      <VariablesFold steps={steps} />
      {error && (
        <div className="border-t border-line px-4 pb-3">
          <ErrorLine error={error} />
        </div>
      )}
      <TalkControls
        ready={waiting}
        talking={state === "talking"}
        simulator={simulator}
        canGoBack={hasTurn(steps)}
        said={waiting || state === "over" ? wordsSince(steps) : 0}
      />
    </div>
  );
}

function hasTurn(steps: readonly { type: string }[]): boolean {
  return steps.some(({ type }) => type === "caller");
}

/** Lights the path as it goes, and puts the light out when the panel closes. */
function useLight(steps: Parameters<typeof pathOf>[0], over: boolean, highlight: PanelProps["highlight"]): void {
  const path = useMemo(() => {
    const walked = drawnPath(pathOf(steps));
    return over ? endedPath(walked) : walked;
  }, [steps, over]);
  const latest = useRef(highlight);
  useEffect(() => {
    latest.current = highlight;
  });
  useEffect(() => latest.current(path), [path]);
  useEffect(() => () => latest.current([]), []);
}
