import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNames } from "../hooks/useNames";
import { findNodes, score } from "../model/search";
import { show } from "../store/actions";
import { useEditor, useEditorApi } from "../store/context";
import { type Pick, Picker } from "./Picker";
import { Tile } from "./Tile";

export type Command = { id: string; label: string; keys?: string; run: () => void };

const MOST = 30;

/** Ctrl+K: "@" finds nodes, "/" runs commands, anything else looks for both. */
export function CommandDialog({
  commands,
  start,
  onClose,
}: {
  commands: readonly Command[];
  start: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const names = useNames();
  const editor = useEditorApi();
  const graph = useEditor((state) => state.graph);
  const specs = useEditor((state) => state.specs);
  const [text, setText] = useState(start);
  const words = text.replace(/^[@/]/, "");
  const nodes: Pick[] = text.startsWith("/")
    ? []
    : findNodes(graph.nodes, words, names.node)
        .slice(0, MOST)
        .map(({ node, name }) => ({
          id: `node ${node.id}`,
          label: name,
          hint: names.kind(node),
          icon: <Tile spec={specs.get(node.type)} size="small" />,
          onPick: () => {
            onClose();
            show(editor, node.id);
          },
        }));
  const runs: Pick[] = text.startsWith("@")
    ? []
    : commands
        .filter(({ label }) => score(label, words) > 0)
        .map(({ id, label, keys, run }) => ({
          id: `run ${id}`,
          label,
          ...(keys ? { keys } : {}),
          onPick: () => {
            onClose();
            // What is run may open the next dialog; before that this one gives the focus back.
            setTimeout(run);
          },
        }));
  return (
    <Picker
      title={t("canvas.command.title")}
      placeholder={t("canvas.command.hint")}
      groups={[
        { heading: t("canvas.command.run"), items: runs },
        { heading: t("canvas.pick.nodes"), items: nodes },
      ]}
      text={text}
      onText={setText}
      onClose={onClose}
    />
  );
}
