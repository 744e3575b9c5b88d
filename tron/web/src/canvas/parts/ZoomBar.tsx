import { useStore } from "@xyflow/react";
import { Grid3x3, Maximize, WandSparkles, ZoomIn, ZoomOut } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/Button";
import { tidyUp } from "../store/actions";
import { useEditor, useEditorApi } from "../store/context";

/** Zoom, fit, grid and tidy up, at the canvas's lower right corner. */
export function ZoomBar() {
  const { t } = useTranslation();
  const editor = useEditorApi();
  const readOnly = useEditor((state) => state.readOnly);
  const grid = useEditor((state) => state.grid);
  const percent = useStore(({ transform }) => Math.round(transform[2] * 100));
  const board = () => editor.getState().board;
  return (
    <div
      role="toolbar"
      aria-label={t("canvas.zoom.label")}
      className="absolute right-3 bottom-3 z-5 flex items-center rounded-md border border-line-2 bg-surface-2 shadow-float"
    >
      <IconButton icon={ZoomOut} label={t("canvas.zoom.out")} onClick={() => board()?.zoom("out")} />
      <span
        className="num w-9 text-center text-xs text-ink-2"
        role="status"
        aria-label={t("canvas.zoom.level", { percent })}
      >
        {percent}%
      </span>
      <IconButton icon={ZoomIn} label={t("canvas.zoom.in")} onClick={() => board()?.zoom("in")} />
      <IconButton icon={Maximize} label={t("canvas.zoom.fit")} onClick={() => board()?.fit()} />
      {!readOnly && (
        <>
          <IconButton
            icon={Grid3x3}
            label={t("canvas.zoom.grid")}
            aria-pressed={grid}
            onClick={() => editor.getState().set({ grid: !grid })}
          />
          <IconButton icon={WandSparkles} label={t("canvas.zoom.tidy")} onClick={() => void tidyUp(editor)} />
        </>
      )}
    </div>
  );
}
