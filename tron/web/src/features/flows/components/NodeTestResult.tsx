import { History, Pin, PinOff, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFindingWords } from "@/canvas/hooks/useFindingWords";
import { Badge } from "@/components/Badge";
import { Button } from "@/components/Button";
import { Words } from "@/components/Words";
import { fixed } from "@/lib/format";
import { useNodeNames } from "../hooks/useNodeTypes";
import { readable } from "../simulation";
import type { FlowCanvas, NodeTestResult as Result } from "../types";
import { Bubble } from "./Bubble";
import { NameText } from "./NameText";
import { StepLine } from "./StepLine";

type NodeTestResultProps = {
  nodeId: string;
  result: Result;
  stale: boolean;
  canvas: FlowCanvas;
  /** Whether other nodes know what it set. */
  kept: boolean;
  onKeep: (on: boolean) => void;
};

/** How one node ran: the way it was left by, what was said, what it set. */
export function NodeTestResult({ nodeId, result, stale, canvas, kept, onKeep }: NodeTestResultProps) {
  const { t, i18n } = useTranslation();
  const { ofWay } = useNodeNames();
  const node = canvas.nodes.find(({ id }) => id === nodeId);
  const type = node?.type ?? "";
  const { handle, said, steps, variables, problems, seconds } = result;
  const set = Object.entries(variables);
  const talk = readable(steps).filter(({ type }) => type !== "node");
  return (
    <section aria-label={t("flows.test.result")} className="flex flex-col gap-3 border-t border-line pt-3">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="font-medium">{t("flows.test.result")}</h3>
        <span className="num text-xs text-ink-3">
          {t("flows.simulator.seconds", { value: fixed(seconds, i18n.language) })}
        </span>
        {stale && (
          <Badge tone="warning" icon={History}>
            {t("flows.test.stale")}
          </Badge>
        )}
      </div>
      {problems.map((problem) => (
        <Trouble key={`${problem.field} ${problem.message}`} problem={problem} type={type} />
      ))}
      <dl className="flex flex-col gap-2">
        <Part name={t("flows.test.way")}>
          {handle === null ? t("flows.test.noWay") : <NameText name={ofWay(type, handle, node?.data)} />}
        </Part>
        <Part name={t("flows.test.set")}>
          {set.length === 0 ? (
            t("flows.test.nothing")
          ) : (
            <span className="flex flex-col">
              {set.map(([name, value]) => (
                <Words key={name} className="font-mono text-xs [overflow-wrap:anywhere]">
                  {`${name} = ${JSON.stringify(value)}`}
                </Words>
              ))}
            </span>
          )}
        </Part>
      </dl>
      {set.length > 0 && (
        <div>
          <Button small icon={kept ? PinOff : Pin} aria-pressed={kept} onClick={() => onKeep(!kept)}>
            {t("flows.test.pin")}
          </Button>
        </div>
      )}
      {talk.length > 0 ? (
        <ol className="flex flex-col gap-2 rounded-md bg-sunken p-3">
          {talk.map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a finished run never move
            <StepLine key={index} step={step} canvas={canvas} />
          ))}
        </ol>
      ) : (
        said.map((text) => <Bubble key={text} who="agent" text={text} />)
      )}
    </section>
  );
}

/** Why it does not run as it should: at which field, and what to do. */
function Trouble({ problem, type }: { problem: Result["problems"][number]; type: string }) {
  const { t } = useTranslation();
  const tell = useFindingWords();
  const { ofField } = useNodeNames();
  const { code, field, message } = problem;
  const own = OWN.find((known) => known === code);
  return (
    <p role="alert" className="flex gap-2 text-warning">
      <TriangleAlert className="mt-0.5 size-4" aria-hidden />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {field !== null && <Words className="font-medium">{`${ofField(type, field)}: `}</Words>}
        {own ? t(`flows.test.problem.${own}`) : <Words>{tell({ code, message, fix: null }).message}</Words>}
      </span>
    </p>
  );
}

const OWN = ["waits", "too_long", "broke"] as const;

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-3">
      <dt className="text-ink-3">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}
