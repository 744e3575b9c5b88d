import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNames } from "../hooks/useNames";
import { useSpecWords } from "../hooks/useSpecWords";
import { isAdded } from "../model/groups";
import { score } from "../model/search";
import { CATEGORIES, type NodeSpec, type Origin, type Point } from "../model/types";
import { add } from "../store/actions";
import { useEditor, useEditorApi } from "../store/context";
import { Picker } from "./Picker";
import { Tile } from "./Tile";
import { useTargets } from "./useTargets";
import { WayChoice } from "./WayChoice";

type AddDialogProps = { origin: Origin | null; at: Point | null; edge: string | null; onClose: () => void };

/** Which node is added, after a way out, into an edge, or on its own; a way out may lead to one that is there, too. */
export function AddDialog({ origin: asked, at, edge, onClose }: AddDialogProps) {
  const { t } = useTranslation();
  const names = useNames();
  const say = useSpecWords();
  const editor = useEditorApi();
  const specs = useEditor((state) => state.specs);
  const [text, setText] = useState("");
  const [origin, setOrigin] = useState(asked);
  const targets = useTargets(origin, text, onClose);
  const fits = (spec: NodeSpec) =>
    isAdded(spec) &&
    score(`${names.type(spec.type)} ${spec.type} ${names.category(spec.category)}`, text) > 0 &&
    (spec.entered_by_edge || (origin === null && edge === null));
  const groups = CATEGORIES.map((category) => ({
    heading: names.category(category),
    items: [...specs.values()]
      .filter((spec) => spec.category === category && fits(spec))
      .map((spec) => ({
        id: `type ${spec.type}`,
        label: names.type(spec.type),
        hint: say(spec.help),
        icon: <Tile spec={spec} size="small" />,
        onPick: () => {
          add(editor, spec.type, { origin, at, edge });
          onClose();
        },
      })),
  }));
  const there = origin && text !== "" ? [{ heading: t("canvas.pick.there"), items: targets }] : [];
  return (
    <Picker
      title={t("canvas.pick.add")}
      placeholder={t("canvas.pick.addHint")}
      groups={[...groups, ...there]}
      text={text}
      onText={setText}
      onClose={onClose}
    >
      {origin && <WayChoice origin={origin} onChange={setOrigin} />}
    </Picker>
  );
}
