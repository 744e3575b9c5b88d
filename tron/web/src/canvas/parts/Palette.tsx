import { Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LINE } from "@/components/form/look";
import { useNames } from "../hooks/useNames";
import { isAdded } from "../model/groups";
import { score } from "../model/search";
import { CATEGORIES, type NodeSpec } from "../model/types";
import { add, originOfNext } from "../store/actions";
import { useEditor, useEditorApi } from "../store/context";
import { DRAGGED_TYPE } from "./dragged";
import { Tile } from "./Tile";

/** All node types by category: a click adds one after the selection, dragging puts it anywhere. */
export function Palette() {
  const { t } = useTranslation();
  const names = useNames();
  const specs = useEditor((state) => state.specs);
  const [words, setWords] = useState("");
  const fitting = [...specs.values()].filter(
    (spec) => isAdded(spec) && score(`${names.type(spec.type)} ${spec.type}`, words) > 0,
  );
  return (
    <aside
      aria-label={t("canvas.palette.label")}
      className="overflow-y-auto border-r border-line bg-surface-1 p-3 max-rail:hidden"
    >
      <div className="relative">
        <Search className="pointer-events-none absolute inset-y-0 left-2.5 my-auto size-3.5 text-ink-3" aria-hidden />
        <input
          type="search"
          className={`${LINE} pr-11 pl-8`}
          aria-label={t("canvas.palette.find")}
          placeholder={t("canvas.palette.find")}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <kbd
          translate="no"
          className="pointer-events-none absolute inset-y-0 right-2 my-auto h-5 rounded-xs border border-line-2 bg-surface-3 px-1 font-sans text-2xs text-ink-2"
        >
          Tab
        </kbd>
      </div>
      {CATEGORIES.map((category) => {
        const group = fitting.filter((spec) => spec.category === category);
        return (
          group.length > 0 && (
            <section key={category} aria-label={names.category(category)}>
              <h2 className="flex justify-between px-1 pt-2.5 pb-1 text-xs font-medium text-ink-3">
                {names.category(category)}
                <span className="num">{group.length}</span>
              </h2>
              <ul>
                {group.map((spec) => (
                  <Entry key={spec.type} spec={spec} />
                ))}
              </ul>
            </section>
          )
        );
      })}
      <p className="px-1 pt-2 text-xs text-ink-3">
        {t(fitting.length > 0 ? "canvas.palette.hint" : "canvas.palette.none")}
      </p>
    </aside>
  );
}

function Entry({ spec }: { spec: NodeSpec }) {
  const names = useNames();
  const editor = useEditorApi();
  return (
    <li>
      <button
        type="button"
        draggable
        className="flex min-h-7.25 w-full items-center gap-2.25 rounded-md px-1 text-left hover:bg-surface-3 pointer-coarse:min-h-11"
        onDragStart={(event) => {
          event.dataTransfer.setData(DRAGGED_TYPE, spec.type);
          event.dataTransfer.effectAllowed = "move";
        }}
        onClick={() => add(editor, spec.type, { origin: originOfNext(editor) })}
      >
        <Tile spec={spec} size="small" />
        {names.type(spec.type)}
      </button>
    </li>
  );
}
