import { Handle, type NodeProps, Position } from "@xyflow/react";
import { memo, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { Words } from "@/components/Words";
import { pinState } from "@/features/flows/hooks/useResults";
import type { Mark } from "@/features/flows/marks";
import { fixed } from "@/lib/format";
import { useFar } from "../far/context";
import { useFindingWords } from "../hooks/useFindingWords";
import { type Names, useNames } from "../hooks/useNames";
import { type Light, lightOn } from "../model/light";
import { linesOf, WIDTH } from "../model/size";
import { summaryOf } from "../model/summary";
import { type Came, cameTo } from "../model/traffic";
import type { Finding, FlowNode, NodeSpec, Way } from "../model/types";
import { useEditor } from "../store/context";
import type { StepNode } from "../store/drawn";
import { openWays, troublesOf } from "../store/views";
import { DiffMark } from "./DiffMark";
import { PinMark } from "./PinMark";
import { StepOutputs } from "./StepOutputs";
import { TemplateText } from "./TemplateText";
import { Tile } from "./Tile";
import { EndedMark } from "./TrafficMarks";
import { TroubleMark } from "./TroubleMark";

/** One node as look.md draws it. Its border is its state; the tile alone has the category's colour. */
export const StepView = memo(function StepView(props: NodeProps<StepNode>) {
  return useFar() ? <FarView {...props} /> : <NearView {...props} />;
});

/** What can be held and is named; the canvas behind it has the picture. */
function FarView({ id, data: { node, ways }, selected }: NodeProps<StepNode>) {
  const names = useNames();
  const spec = useEditor(({ specs }) => specs.get(node.type));
  const troubles = useEditor(({ findings }) => troublesOf(findings, id));
  const light = useEditor((state) => lightOn(state.light, id));
  const came = useEditor((state) => cameTo(state.traffic, id));
  const pin = useEditor(({ results }) => pinState(results, node));
  const mark = useEditor(({ marks }) => marks.get(id));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a node is no set of form fields
    <div
      id={`step-${id}`}
      role="group"
      aria-label={useSpokenName(node, names, { selected, troubles, light, came, pin, mark })}
      translate="no"
      className="size-full"
    >
      <Ends ways={ways} entered={spec?.entered_by_edge ?? true} />
    </div>
  );
}

const END = "absolute size-2.5 -translate-x-1/2";

/** Where lines end and begin: React Flow measures it on the page, once, when the node first comes into view. */
function Ends({ ways, entered }: { ways: readonly Way[]; entered: boolean }) {
  return (
    <>
      {entered && <i className={`target ${END} -top-1.25 left-1/2`} data-handlepos="top" />}
      {ways.map(({ id }, index) => (
        <i
          key={id}
          className={`source ${END} -bottom-1.25`}
          data-handleid={id}
          data-handlepos="bottom"
          style={{ left: `${((index + 0.5) / ways.length) * 100}%` }}
        />
      ))}
    </>
  );
}

type State = {
  selected: boolean;
  troubles: readonly Finding[];
  light: Light;
  came: Came | null;
  pin: Pin;
  mark: Mark | undefined;
};
type Pin = ReturnType<typeof pinState>;

/** What a node is, how it is called, and its state. */
function useSpokenName(node: FlowNode, names: Names, { selected, troubles, light, came, pin, mark }: State): string {
  const { t } = useTranslation();
  const [trouble] = troubles;
  const more = [
    selected && t("canvas.node.selected"),
    trouble && t(trouble.severity === "error" ? "canvas.node.broken" : "canvas.node.doubted"),
    light && t(`canvas.node.${light}`),
    pin && t(`canvas.node.${pin}`),
    mark && t(`flows.diff.${mark}`),
    came && t("canvas.traffic.came", { count: came.calls, ended: came.ended }),
  ];
  return [`${names.kind(node)}: ${names.node(node)}`, ...more].filter(Boolean).join(", ");
}

function NearView({ id, data: { node, ways }, selected, width = WIDTH }: NodeProps<StepNode>) {
  const names = useNames();
  const spec = useEditor(({ specs }) => specs.get(node.type));
  const troubles = useEditor(({ findings }) => troublesOf(findings, id));
  const light = useEditor((state) => lightOn(state.light, id));
  const came = useEditor((state) => cameTo(state.traffic, id));
  const pin = useEditor(({ results }) => pinState(results, node));
  const mark = useEditor(({ marks }) => marks.get(id));
  const open = useEditor((state) => (state.readOnly ? "" : openWays(state, id))).split(" ");
  const [trouble] = troubles;
  const error = trouble?.severity === "error";
  return (
    // biome-ignore lint/a11y/useSemanticElements: a node is no set of form fields
    <div
      id={`step-${id}`}
      role="group"
      aria-label={useSpokenName(node, names, { selected, troubles, light, came, pin, mark })}
      translate="no"
      className={`step flex size-full flex-col rounded-lg border text-left ${border(light, error, selected)} ${spec && pin !== "stale" ? "" : "border-dashed"}`}
    >
      {(spec?.entered_by_edge ?? true) && <Handle type="target" position={Position.Top} className="dot" />}
      <Head node={node} spec={spec} names={names} ways={ways} troubles={troubles} light={light} pin={pin} />
      <Content node={node} spec={spec} width={width} trouble={error ? trouble : undefined} />
      <StepOutputs node={id} ways={ways} names={names} open={open} />
      {mark && <DiffMark mark={mark} />}
      {came && <EndedMark came={came} ends={spec?.is_end ?? false} />}
    </div>
  );
}

function border(light: Light, error: boolean, selected: boolean): string {
  const fill = error ? "bg-danger-soft" : "bg-(--node-fill)";
  if (selected)
    return `${fill} border-accent shadow-[0_0_0_1px_var(--color-accent),0_0_0_5px_var(--color-accent-soft)]`;
  if (light === "running") return `${fill} border-live shadow-[0_0_0_1px_var(--color-live)]`;
  const edge = error ? "border-danger" : light === "walked" ? "border-live-line" : "border-line-2";
  return `${fill} shadow-node ${edge}`;
}

type HeadProps = {
  node: FlowNode;
  spec: NodeSpec | undefined;
  names: Names;
  ways: readonly Way[];
  troubles: readonly Finding[];
  light: Light;
  pin: Pin;
};

function Head({ node, spec, names, ways, troubles, light, pin }: HeadProps) {
  const { t } = useTranslation();
  const name = names.node(node);
  return (
    <div className="flex h-[46px] flex-none items-center gap-2.25 px-2.5">
      <Tile spec={spec} />
      <div className="min-w-0 flex-1">
        <div className="truncate leading-5 font-medium text-ink">
          {names.isOwn(node) ? <Words>{name}</Words> : name}
        </div>
        <div className="truncate text-2xs leading-4 text-ink-3">{names.kind(node)}</div>
      </div>
      {pin && <PinMark pin={pin} />}
      {light === "running" ? (
        <RunningFor />
      ) : troubles.length > 0 ? (
        <TroubleMark troubles={troubles} />
      ) : (
        ways.length > 3 && (
          <span className="num text-xs text-ink-3">{t("canvas.node.paths", { count: ways.length })}</span>
        )
      )}
    </div>
  );
}

/** How long the talk has been at this node. */
function RunningFor() {
  const { i18n } = useTranslation();
  const [since] = useState(() => performance.now());
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((performance.now() - since) / 1000), 200);
    return () => clearInterval(timer);
  }, [since]);
  return (
    <Badge tone="live" pulse>
      <span className="num">{fixed(seconds, i18n.language, 1)} s</span>
    </Badge>
  );
}

type ContentProps = { node: FlowNode; spec: NodeSpec | undefined; width: number; trouble: Finding | undefined };

/** What the node says, or what is to be done where it cannot run. */
function Content({ node, spec, width, trouble }: ContentProps) {
  const text = summaryOf(node, spec);
  const tell = useFindingWords();
  // What is missing around the node leaves its own words readable: border, sign and list tell of it.
  if (trouble && (text === null || trouble.field !== null)) {
    const told = tell(trouble);
    const fix = told.fix || told.message;
    return (
      <p
        title={fix}
        className={`pr-2.5 pl-[45px] text-xs leading-5 text-danger ${linesOf(text, width) > 1 ? "line-clamp-2" : "truncate"}`}
      >
        <Words>{fix}</Words>
      </p>
    );
  }
  return text === null ? null : (
    <p className="line-clamp-2 px-2.5 text-xs leading-5 text-ink-2">
      <TemplateText>{text}</TemplateText>
    </p>
  );
}
