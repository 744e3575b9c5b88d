import { useTranslation } from "react-i18next";
import { Segmented } from "@/components/Segmented";
import { useNames } from "../hooks/useNames";
import type { Origin } from "../model/types";
import { useEditor } from "../store/context";
import { nodeOf, waysIn } from "../store/views";

/** From which node, and by which of its ways. */
export function WayChoice({ origin, onChange }: { origin: Origin; onChange: (origin: Origin) => void }) {
  const { t } = useTranslation();
  const names = useNames();
  const state = useEditor((all) => all);
  const node = nodeOf(state, origin.node);
  if (!node) return null;
  const ways = waysIn(state, node);
  const name = names.node(node);
  return (
    <div className="flex flex-col gap-1.5 border-b border-line-2 px-4 py-2">
      <p className="text-xs text-ink-3">{t("canvas.pick.after", { name })}</p>
      {ways.length > 1 && (
        <Segmented
          aria-label={t("canvas.pick.way")}
          value={origin.way}
          options={ways.map((way) => ({ value: way.id, label: names.way(way) }))}
          onChange={(way) => onChange({ ...origin, way })}
        />
      )}
    </div>
  );
}
