import { useTranslation } from "react-i18next";
import { ConflictDialog, type ConflictRow } from "@/components/ConflictDialog";
import { Words } from "@/components/Words";
import { useNames } from "../hooks/useNames";
import { clashes } from "../model/merge";
import { summaryOf } from "../model/summary";
import { type FlowNode, graphOf } from "../model/types";
import { useEditor } from "../store/context";
import type { Saved, Saver } from "../store/saver";

/** Both versions, node by node, when another tab or person saved the flow first. */
export function FlowConflict({ saved, saver }: { saved: Saved; saver: Saver }) {
  const { t } = useTranslation();
  const names = useNames();
  const graph = useEditor((state) => state.graph);
  const specs = useEditor((state) => state.specs);
  const { theirs, asking, state, name } = saved;
  const shown = (node: FlowNode | null) => {
    if (!node) return t("canvas.save.gone");
    const place = t("canvas.save.at", { x: Math.round(node.position.x), y: Math.round(node.position.y) });
    const text = summaryOf(node, specs.get(node.type)) ?? place;
    return <Words>{[names.node(node), text].join("\n")}</Words>;
  };
  const rows: ConflictRow[] =
    asking && theirs
      ? clashes(saver.base, graph, graphOf(theirs.canvas_data)).flatMap(({ id, mine, theirs: their }) => {
          const node = mine ?? their;
          return node ? [{ name: id, label: names.node(node), mine: shown(mine), theirs: shown(their) }] : [];
        })
      : [];
  return (
    <ConflictDialog
      open={asking && theirs !== null}
      what={name}
      rows={rows}
      busy={state === "saving"}
      onKeepMine={saver.keepMine}
      onTakeTheirs={saver.takeTheirs}
      onClose={() => saver.ask(false)}
    />
  );
}
