import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath, type InternalNode, useStore } from "@xyflow/react";
import { Plus, Trash2 } from "lucide-react";
import { memo, type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Words } from "@/components/Words";
import { removeEdges } from "../model/edits";
import { WIDTH } from "../model/size";
import { useEditor, useEditorApi } from "../store/context";
import type { StepEdge } from "../store/drawn";
import { walkedEdge } from "../store/views";

const LINGER_MS = 150;
/** Of a line that leads back up: how far below, beside and into its nodes it runs. */
const LOOP = 26;
const LANE = 34;
const INTO = 24;
const ROOM = 8;

/** A line between two nodes. Under the pointer, or selected, it offers to take a node in. */
export const EdgeView = memo(function EdgeView(props: EdgeProps<StepEdge>) {
  const { id, source, target, selected = false, data } = props;
  const walked = useEditor((state) => walkedEdge(state, source, target));
  const readOnly = useEditor((state) => state.readOnly);
  const right = useStore(({ nodeLookup }) =>
    Math.max(rightOf(nodeLookup.get(source)), rightOf(nodeLookup.get(target))),
  );
  const { near, watch } = useNear();
  const [path, x, y, back] = pathOf(props, right);
  const label = data?.edge.label ?? "";
  const look = selected ? "edge-selected" : walked ? "edge-walked" : "edge-rest";
  const offers = !readOnly && (near || selected);
  return (
    <>
      <g {...watch}>
        <BaseEdge
          path={path}
          className={look}
          interactionWidth={22}
          {...(back ? { markerEnd: "url(#canvas-arrow)" } : {})}
        />
      </g>
      {(label || offers) && (
        <EdgeLabelRenderer>
          <div
            {...watch}
            className="nodrag nopan pointer-events-auto absolute flex items-center gap-1"
            style={{ transform: `translate(-50%,-50%) translate(${x}px,${y}px)` }}
          >
            {label && <Label>{label}</Label>}
            {offers && <Offers id={id} selected={selected} />}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});

function rightOf(node: InternalNode | undefined): number {
  return node ? node.internals.positionAbsolute.x + (node.width ?? WIDTH) : 0;
}

type Drawn = [path: string, x: number, y: number, back: boolean];

/** Down: a curve. Back up: around the right of both nodes, into the target's side. */
function pathOf(props: EdgeProps<StepEdge>, right: number): Drawn {
  const { sourceX, sourceY, targetX, targetY } = props;
  if (targetY >= sourceY) {
    const [path, x, y] = getBezierPath(props);
    return [path, x, y, false];
  }
  const lane = right + LANE;
  const [low, high, end] = [sourceY + LOOP, targetY + INTO, targetX + WIDTH / 2 + ROOM];
  const round = Math.min(LOOP, (lane - sourceX) / 2, (low - high) / 2);
  const path =
    `M${sourceX} ${sourceY}V${low - round}Q${sourceX} ${low} ${sourceX + round} ${low}` +
    `H${lane - round}Q${lane} ${low} ${lane} ${low - round}` +
    `V${high + round}Q${lane} ${high} ${lane - round} ${high}H${end}`;
  return [path, lane, high + round + LOOP, true];
}

function Label({ children }: { children: string }) {
  return (
    <span className="rounded-sm border border-line-2 bg-surface-2 px-1.5 text-2xs leading-4 whitespace-nowrap text-ink-2">
      <Words>{children}</Words>
    </span>
  );
}

const ROUND =
  "grid size-6 place-items-center rounded-full border border-line-2 bg-surface-3 text-ink-2 pointer-coarse:size-9";

function Offers({ id, selected }: { id: string; selected: boolean }): ReactNode {
  const { t } = useTranslation();
  const editor = useEditorApi();
  const insert = () => editor.getState().set({ asked: { kind: "add", origin: null, at: null, edge: id } });
  const remove = () => editor.getState().edit((graph) => removeEdges(graph, new Set([id])));
  return (
    <>
      <button
        type="button"
        className={`${ROUND} hover:text-accent`}
        aria-label={t("canvas.edge.insert")}
        title={t("canvas.edge.insert")}
        onClick={insert}
      >
        <Plus className="size-3.5" aria-hidden />
      </button>
      {selected && (
        <button
          type="button"
          className={`${ROUND} hover:text-danger`}
          aria-label={t("canvas.edge.remove")}
          title={t("canvas.edge.remove")}
          onClick={remove}
        >
          <Trash2 className="size-3.5" aria-hidden />
        </button>
      )}
    </>
  );
}

/** Whether the pointer is on the line or its buttons; it may cross the gap between them. */
function useNear() {
  const [near, setNear] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const watch = {
    onMouseEnter: () => {
      clearTimeout(timer.current);
      setNear(true);
    },
    onMouseLeave: () => {
      timer.current = setTimeout(() => setNear(false), LINGER_MS);
    },
  };
  return { near, watch };
}
