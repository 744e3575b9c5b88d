import { Handle, Position } from "@xyflow/react";
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Names } from "../hooks/useNames";
import type { Way } from "../model/types";
import { useEditorApi } from "../store/context";

type OutputsProps = { node: string; ways: readonly Way[]; names: Names; open: readonly string[] };

/** The ways out of a node, under its box: one dot, or a row of them by name. */
export function StepOutputs({ node, ways, names, open }: OutputsProps) {
  const [only] = ways;
  if (!only) return null;
  if (ways.length === 1) {
    return (
      <div className="absolute inset-x-0 bottom-0">
        <Exit node={node} way={only} name={names.way(only)} open={open.includes(only.id)} />
      </div>
    );
  }
  return (
    <div className="mt-auto grid auto-cols-fr grid-flow-col border-t border-line-2">
      {ways.map((way) => {
        const loose = open.includes(way.id) || way.stray;
        return (
          <div
            key={way.id}
            className={`relative grid h-10 place-items-center border-l border-line-2 px-1 text-center text-xs first:border-l-0 ${loose ? "text-warning" : "text-ink-2"}`}
          >
            <span className="line-clamp-2 max-w-full leading-4 [overflow-wrap:anywhere]">{names.way(way)}</span>
            <Exit node={node} way={way} name={names.way(way)} open={open.includes(way.id)} />
          </div>
        );
      })}
    </div>
  );
}

type ExitProps = { node: string; way: Way; name: string; open: boolean };

/** The dot a way leaves by; one that leads nowhere and should has a dashed line with a plus. */
function Exit({ node, way, name, open }: ExitProps) {
  const { t } = useTranslation();
  const editor = useEditorApi();
  const ask = () =>
    editor.getState().set({ asked: { kind: "add", origin: { node, way: way.id }, at: null, edge: null } });
  return (
    <>
      <Handle
        type="source"
        id={way.id}
        position={Position.Bottom}
        className={`dot ${open || way.stray ? "dot-open" : ""}`}
      />
      {open && (
        <span className="nodrag nopan absolute top-full left-1/2 mt-1.5 flex -translate-x-1/2 flex-col items-center">
          <span className="h-3.5 border-l-[1.5px] border-dashed border-warning" aria-hidden />
          <button
            type="button"
            tabIndex={-1}
            aria-label={t("canvas.node.connect", { way: name })}
            title={t("canvas.node.connect", { way: name })}
            className="grid size-6 place-items-center rounded-full border border-warning bg-surface-3 text-warning hover:bg-warning-soft pointer-coarse:size-9"
            onClick={(event) => {
              event.stopPropagation();
              ask();
            }}
          >
            <Plus className="size-3.5" aria-hidden />
          </button>
        </span>
      )}
    </>
  );
}
