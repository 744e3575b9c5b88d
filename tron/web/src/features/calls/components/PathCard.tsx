import { Workflow } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useSpecWords } from "@/canvas/hooks/useSpecWords";
import { buttonLook } from "@/components/Button";
import { Card } from "@/components/Card";
import { NodeTile } from "@/components/flow/NodeTile";
import { fixedWay, useNodeTypes } from "@/components/flow/useNodeTypes";
import { Words } from "@/components/Words";
import { duration } from "@/lib/format";
import { flowOf, type PathStep, pathOf, stepAt, type WalkedFlow } from "../path";

type PathCardProps = {
  events: Parameters<typeof pathOf>[0];
  answeredAt: string | null;
  /** Where the recording is, in seconds; null where there is nothing to hear. */
  time: number | null;
  onSeek: ((time: number) => void) | undefined;
};

/** The nodes of the flow that the call walked, following the audio; a click goes to that moment. */
export function PathCard({ events, answeredAt, time, onSeek }: PathCardProps) {
  const { t } = useTranslation();
  const steps = pathOf(events, answeredAt);
  if (steps.length === 0) return null;
  const flow = flowOf(events);
  const active = time === null ? -1 : stepAt(steps, time);
  const show = flow && (
    <Link to={addressOf(flow)} className={buttonLook("quiet", true)}>
      <Workflow className="size-3.5" aria-hidden />
      {t("call.path.show")}
    </Link>
  );
  return (
    <Card title={t("call.path.title")} meta={t("call.path.meta", { count: steps.length })} actions={show}>
      {flow && (
        <p className="px-4 pb-2 text-xs text-ink-2">
          <Words>{flow.name}</Words>
          {flow.version !== null && `, ${t("call.path.version", { version: flow.version })}`}
          {flow.draft && `, ${t("call.path.draft")}`}
        </p>
      )}
      <ol
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard
        tabIndex={0}
        aria-label={t("call.path.title")}
        className="max-h-[26rem] overflow-y-auto rounded-b-lg pb-2 -outline-offset-2"
      >
        {steps.map((step, index) => (
          <Step key={step.key} step={step} active={index === active} onSeek={onSeek} />
        ))}
      </ol>
    </Card>
  );
}

function addressOf({ id, version, draft, callId }: WalkedFlow): string {
  if (draft && callId !== null) return `/flows/${id}/calls/${callId}`;
  return version === null ? `/flows/${id}` : `/flows/${id}/versions/${version}`;
}

type StepProps = { step: PathStep; active: boolean; onSeek: PathCardProps["onSeek"] };

function Step({ step: { type, label, handle, start }, active, onSeek }: StepProps) {
  const { t } = useTranslation();
  const say = useSpecWords();
  const types = useNodeTypes();
  const look = `flex min-h-8 w-full items-center gap-2.5 border-l-2 px-4 py-1 text-left ${
    active ? "border-l-accent bg-accent-soft" : "border-l-transparent"
  }`;
  const inside = (
    <>
      <NodeTile type={type} />
      <Words className="min-w-0 flex-1 [overflow-wrap:anywhere]">{say(label) || type}</Words>
      {handle && handle !== "next" && (
        <Words className="truncate text-xs text-ink-3">{say(fixedWay(types, type, handle) ?? handle)}</Words>
      )}
      <span className="num w-9 flex-none text-right text-xs text-ink-3">{duration(start)}</span>
    </>
  );
  return (
    <li aria-current={active || undefined}>
      {onSeek ? (
        <button
          type="button"
          onClick={() => onSeek(start)}
          title={t("call.playFrom", { time: duration(start) })}
          className={`${look} -outline-offset-2 hover:bg-surface-2`}
        >
          {inside}
        </button>
      ) : (
        <div className={look}>{inside}</div>
      )}
    </li>
  );
}
