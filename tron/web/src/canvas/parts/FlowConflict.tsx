import { useTranslation } from "react-i18next";
import { ConflictDialog, type ConflictRow } from "@/components/ConflictDialog";
import { notify } from "@/components/toasts";
import { Words } from "@/components/Words";
import { useConflictWords } from "../hooks/useConflictWords";
import { clashes, wayClashes } from "../model/merge";
import { graphOf } from "../model/types";
import { useEditor, useEditorApi } from "../store/context";
import type { Saved, Saver } from "../store/saver";

/** Both versions, name by name, node by node, way by way, when another tab or person saved the flow first. */
export function FlowConflict({ saved, saver }: { saved: Saved; saver: Saver }) {
  const { asking, theirs, state, name } = saved;
  const { t } = useTranslation();
  const editor = useEditorApi();
  const rows = useRows(saved, saver);
  const takeTheirs = () => {
    saver.takeTheirs();
    notify.done(t("canvas.save.taken"), { label: t("canvas.top.undo"), run: () => editor.getState().undo() });
  };
  return (
    <ConflictDialog
      open={asking && theirs !== null}
      what={name}
      rows={rows}
      busy={state === "saving"}
      onKeepMine={saver.keepMine}
      onTakeTheirs={takeTheirs}
      onClose={() => saver.ask(false)}
    />
  );
}

function useRows({ asking, theirs, name }: Saved, saver: Saver): ConflictRow[] {
  const { t } = useTranslation();
  const graph = useEditor((state) => state.graph);
  const specs = useEditor((state) => state.specs);
  const words = useConflictWords();
  if (!asking || !theirs) return [];
  const there = graphOf(theirs.canvas_data);
  const named = saver.namesClash
    ? [{ name: "name", label: t("canvas.top.name"), mine: <Words>{name}</Words>, theirs: <Words>{theirs.name}</Words> }]
    : [];
  const nodes = clashes(saver.base, graph, there).map(words.ofNode);
  const ways = wayClashes(saver.base, graph, there, specs).map((clash) => words.ofWay(clash, graph, there));
  return [...named, ...nodes, ...ways];
}
