import { ArrowRight, Info, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { NodeTile } from "@/components/flow/NodeTile";
import { Words } from "@/components/Words";
import { fixed, number } from "@/lib/format";
import { type EventNote, eventNote } from "../eventNotes";
import { useNodeNames } from "../hooks/useNodeTypes";
import { drawnNode, type PanelProps } from "../panel";
import type { Step } from "../types";
import { Bubble } from "./Bubble";
import { NameText } from "./NameText";

type StepLineProps = Pick<PanelProps, "canvas"> & { step: Step; select?: PanelProps["select"] | undefined };

/** One step of a simulated talk: words of a side, a node that ran, or something worth knowing. */
export function StepLine({ step, canvas, select }: StepLineProps) {
  const { t } = useTranslation();
  switch (step.type) {
    case "agent":
      return (
        <li className="max-w-[90%] self-start">
          <Bubble who="agent" text={step.text ?? ""} />
          {step.interrupted && <span className="mt-0.5 block text-xs text-warning">{t("flows.simulator.cut")}</span>}
          <Spent step={step} />
        </li>
      );
    case "caller":
      return (
        <li className="max-w-[90%] self-end">
          <Caller step={step} />
        </li>
      );
    case "node":
      return <Ran step={step} canvas={canvas} select={select} />;
    case "event":
      return <Note note={eventNote(step)} />;
  }
}

/** What a reply took. */
function Spent({ step: { latency_ms: ms, tokens } }: { step: Step }) {
  const { t, i18n } = useTranslation();
  const facts = [
    ms ? t("flows.simulator.seconds", { value: fixed(ms / 1000, i18n.language) }) : null,
    tokens ? t("flows.simulator.tokens", { count: tokens, value: number(tokens, i18n.language) }) : null,
  ].filter((fact) => fact !== null);
  if (facts.length === 0) return null;
  return <span className="num mt-0.5 block text-xs text-ink-3">{facts.join(" · ")}</span>;
}

function Caller({ step: { text, keys } }: { step: Step }) {
  const { t } = useTranslation();
  if (text) return <Bubble who="caller" text={text} />;
  return (
    <span className="text-xs text-ink-3">
      {keys ? t("flows.simulator.pressed", { keys }) : t("flows.simulator.saidNothing")}
    </span>
  );
}

function Ran({ step, canvas, select }: StepLineProps) {
  const { t } = useTranslation();
  const names = useNodeNames();
  const id = drawnNode(step.node ?? "");
  const node = canvas.nodes.find((drawn) => drawn.id === id);
  const type = step.node_type ?? node?.type ?? "";
  // Inside a subflow the node itself is not on this canvas.
  const drawn = step.node === id;
  const label = <NameText name={node && drawn ? names.ofNode(node) : names.ofType(type)} />;
  return (
    <li className="flex min-h-6 items-center gap-1.5 text-xs text-ink-2">
      <NodeTile type={type} />
      {node && select ? (
        <button
          type="button"
          onClick={() => select(id)}
          title={t("flows.showNode")}
          className="min-h-6 rounded-xs hover:text-accent"
        >
          {label}
        </button>
      ) : (
        label
      )}
      {step.handle && (
        <span className="inline-flex items-center gap-1 text-ink-3">
          <ArrowRight className="size-3" aria-hidden />
          <NameText name={names.ofWay(type, step.handle, drawn ? node?.data : undefined)} />
        </span>
      )}
    </li>
  );
}

function Note({ note }: { note: EventNote | null }) {
  const { t } = useTranslation();
  if (note === null) return null;
  const Icon = note.warn ? TriangleAlert : Info;
  return (
    <li className={`flex items-start gap-1.5 text-xs ${note.warn ? "text-warning" : "text-ink-3"}`}>
      <Icon className="mt-0.5 size-3.5" aria-hidden />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {t(`call.event.${note.key}`)}
        {note.fact && (
          <>
            {": "}
            <Words>{note.fact}</Words>
          </>
        )}
      </span>
    </li>
  );
}
