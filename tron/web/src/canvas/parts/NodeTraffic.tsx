import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { ErrorLine } from "@/components/Notice";
import { Words } from "@/components/Words";
import { useFlowTraffic } from "@/features/flows/api";
import { number, percent } from "@/lib/format";
import { useNames } from "../hooks/useNames";
import { along, cameTo, type Traffic, trafficOf } from "../model/traffic";
import type { FlowNode } from "../model/types";
import { exitsOf } from "../model/wiring";
import { show } from "../store/actions";
import { useEditor, useEditorApi } from "../store/context";
import { nodeOf, wired } from "../store/views";
import { Counted } from "./TrafficFigures";

const DAYS = 30;

type NodeTrafficProps = { flowId: string; version: number | null; node: FlowNode };

/** How many calls came to a node, and where they went on: by the figures that the canvas shows, else by those of a month. */
export function NodeTraffic({ flowId, version, node }: NodeTrafficProps) {
  const { t } = useTranslation();
  const drawn = useEditor((state) => state.traffic);
  const { data, error } = useFlowTraffic(flowId, { version, days: DAYS, practice: false });
  const counted = useMemo(() => data && trafficOf(data), [data]);
  const traffic = drawn ?? counted;
  return (
    <div className="flex flex-col gap-3 p-4">
      {!drawn && (
        <p role="status" className="text-xs text-ink-2">
          {data ? (
            <>
              {t("canvas.traffic.month", { count: DAYS })} <Counted figures={data} />
            </>
          ) : (
            error === undefined && t("canvas.traffic.loading")
          )}
        </p>
      )}
      {!traffic && error !== undefined && <ErrorLine error={error} />}
      {traffic && traffic.calls > 0 && <Figures traffic={traffic} node={node} />}
    </div>
  );
}

const NOBODY = { calls: 0, ended: 0, hungUp: 0 };

function Figures({ traffic, node }: { traffic: Traffic; node: FlowNode }) {
  const { t, i18n } = useTranslation();
  const names = useNames();
  const graph = useEditor((state) => state.graph);
  const specs = useEditor((state) => state.specs);
  const { calls, ended, hungUp } = cameTo(traffic, node.id) ?? NOBODY;
  const told = (count: number) => number(count, i18n.language);
  const ways = exitsOf(node, specs, wired(graph)).flatMap(({ way, edge }) => {
    const went = edge && along(traffic, [node.id, way.id, edge.target]);
    return went ? [{ way, went, target: nodeOf({ graph }, edge.target) }] : [];
  });
  return (
    <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1.5">
      <Figure name={t("canvas.traffic.cameHere")}>{told(calls)}</Figure>
      {ways.map(({ way, went, target }) => (
        <Figure
          key={way.id}
          name={
            <>
              {names.way(way)} {target && <Target node={target} name={names.node(target)} />}
            </>
          }
        >
          {went.calls > 0 ? `${told(went.calls)} · ${percent(went.share, i18n.language, 0)}` : told(0)}
        </Figure>
      ))}
      <Figure name={t("canvas.traffic.endedHere")}>{told(ended)}</Figure>
      <Figure name={t("canvas.traffic.hungUpHere")}>{told(hungUp)}</Figure>
    </dl>
  );
}

function Figure({ name, children }: { name: ReactNode; children: string }) {
  return (
    <>
      <dt className="min-w-0 text-ink-2 [overflow-wrap:anywhere]">{name}</dt>
      <dd className="num text-right font-medium">{children}</dd>
    </>
  );
}

function Target({ node, name }: { node: FlowNode; name: string }) {
  const editor = useEditorApi();
  return (
    <button
      type="button"
      className="min-h-6 rounded-xs text-left text-accent hover:underline"
      onClick={() => show(editor, node.id)}
    >
      <span aria-hidden>→ </span>
      <Words>{name}</Words>
    </button>
  );
}
