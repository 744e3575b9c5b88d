import { useTranslation } from "react-i18next";
import { useFindingWords } from "../hooks/useFindingWords";
import { useNames } from "../hooks/useNames";
import { exitsOf } from "../model/wiring";
import { useEditor } from "../store/context";
import { nodeOf, onlySelected, troublesOf, wired } from "../store/views";

/** Says to a screen reader what was walked to, where it leads and what is wrong with it. */
export function Spoken() {
  const { t } = useTranslation();
  const names = useNames();
  const id = useEditor(onlySelected);
  const node = useEditor((state) => nodeOf(state, id));
  const graph = useEditor((state) => state.graph);
  const specs = useEditor((state) => state.specs);
  const troubles = useEditor(({ findings }) => troublesOf(findings, id ?? ""));
  const tell = useFindingWords();
  const exits = node ? exitsOf(node, specs, wired(graph)) : [];
  const ways = exits.map(({ way, edge }) => {
    const target = edge ? wired(graph).nodes.get(edge.target) : undefined;
    return target
      ? t("canvas.spoken.leads", { way: names.way(way), name: names.node(target) })
      : t("canvas.spoken.open", { way: names.way(way) });
  });
  return (
    <p role="status" translate="no" className="sr-only">
      {node && [`${names.kind(node)}: ${names.node(node)}`, ...ways].join(". ")}
      {troubles.map((one) => ` ${tell(one).message}`)}
    </p>
  );
}
