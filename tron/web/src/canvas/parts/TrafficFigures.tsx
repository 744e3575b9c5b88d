import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Select } from "@/components/form/Select";
import { ErrorLine } from "@/components/Notice";
import { Words } from "@/components/Words";
import { type TrafficQuery, useFlowTraffic } from "@/features/flows/api";
import { number } from "@/lib/format";
import { useNames } from "../hooks/useNames";
import { type FlowTraffic, lostAt, type Traffic, trafficOf } from "../model/traffic";
import { show } from "../store/actions";
import { useEditor, useEditorApi } from "../store/context";
import { nodeOf } from "../store/views";

const DAYS = ["7", "30", "90"] as const;
const MOST = 5;

type Wanted = { days: (typeof DAYS)[number]; kind: "phone" | "practice" };
export type TrafficBarProps = {
  flowId: string /** A published version; null: the latest, on the draft. */;
  version: number | null;
};

/** The figures, put onto the canvas for as long as they are shown. */
export function TrafficFigures({ flowId, version }: TrafficBarProps) {
  const { t } = useTranslation();
  const [{ days, kind }, setWanted] = useState<Wanted>({ days: "30", kind: "phone" });
  const query: TrafficQuery = { version, days: Number(days), practice: kind === "practice" };
  const { data, error } = useFlowTraffic(flowId, query);
  const traffic = useMemo(() => data && trafficOf(data), [data]);
  useOnCanvas(traffic ?? null);
  return (
    <div className="flex min-h-0 w-[262px] flex-col gap-2 overflow-y-auto rounded-lg border border-line-2 bg-surface-2 p-3 shadow-float">
      <div className="grid grid-cols-2 gap-2">
        <Select
          aria-label={t("canvas.traffic.days")}
          value={days}
          onChange={(chosen) => setWanted({ days: chosen, kind })}
          options={DAYS.map((value) => ({ value, label: t("canvas.traffic.lastDays", { count: Number(value) }) }))}
        />
        <Select
          aria-label={t("canvas.traffic.kind")}
          value={kind}
          onChange={(chosen) => setWanted({ days, kind: chosen })}
          options={[
            { value: "phone", label: t("canvas.traffic.phone") },
            { value: "practice", label: t("canvas.traffic.practice") },
          ]}
        />
      </div>
      {error !== undefined && !data && <ErrorLine error={error} />}
      <p role="status" className="text-xs text-ink-2">
        {data ? <Counted figures={data} /> : error === undefined && t("canvas.traffic.loading")}
      </p>
      {data && data.calls > 0 && version === null && <p className="text-xs text-ink-3">{t("canvas.traffic.draft")}</p>}
      {traffic && <Lost traffic={traffic} />}
    </div>
  );
}

/** Puts the figures onto lines and nodes for as long as they are shown. */
function useOnCanvas(traffic: Traffic | null): void {
  const editor = useEditorApi();
  useEffect(() => editor.getState().set({ traffic }), [editor, traffic]);
  useEffect(() => () => editor.getState().set({ traffic: null }), [editor]);
}

/** What was counted; honest about what was not. */
export function Counted({ figures }: { figures: FlowTraffic }) {
  const { t, i18n } = useTranslation();
  const { version, calls, limited, practice, other_calls: other } = figures;
  const value = number(calls, i18n.language);
  if (version === null) return t("canvas.traffic.unpublished");
  if (calls > 0)
    return t(limited ? "canvas.traffic.limited" : "canvas.traffic.counted", { count: calls, value, version });
  if (other === 0) return t("canvas.traffic.none", { version });
  const told = { count: other, value: number(other, i18n.language), version };
  return t(practice ? "canvas.traffic.onlyPhone" : "canvas.traffic.onlyPractice", told);
}

function Lost({ traffic }: { traffic: Traffic }) {
  const { t, i18n } = useTranslation();
  const editor = useEditorApi();
  const names = useNames();
  const graph = useEditor((state) => state.graph);
  const specs = useEditor((state) => state.specs);
  const ends = (id: string) => specs.get(nodeOf({ graph }, id)?.type ?? "")?.is_end ?? false;
  const lost = lostAt(traffic, ends, MOST).flatMap(([id, came]) => {
    const node = nodeOf({ graph }, id);
    return node ? [{ node, came }] : [];
  });
  if (lost.length === 0) return null;
  return (
    <div className="border-t border-line-2 pt-2">
      <h3 className="text-xs text-ink-3">{t("canvas.traffic.lost")}</h3>
      <ul>
        {lost.map(({ node, came: { ended } }) => (
          <li key={node.id}>
            <button
              type="button"
              className="flex min-h-6 w-full items-center gap-2 rounded-xs text-left text-xs hover:text-accent pointer-coarse:min-h-9"
              onClick={() => show(editor, node.id)}
            >
              <span className="min-w-0 flex-1 truncate">
                {names.isOwn(node) ? <Words>{names.node(node)}</Words> : names.node(node)}
              </span>
              <span className="num text-ink-2">{number(ended, i18n.language)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
