import { BaseEdge, EdgeLabelRenderer, type EdgeProps, type InternalNode, useStoreApi } from "@xyflow/react";
import { Plus, Trash2 } from "lucide-react";
import { memo, type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Words } from "@/components/Words";
import { removeEdges } from "../model/edits";
import { walkOf, wentAlong } from "../model/light";
import { along, breadth } from "../model/traffic";
import { useEditor, useEditorApi } from "../store/context";
import type { StepEdge, StepNode } from "../store/drawn";
import { edgePath, rightEdge } from "./edgePath";
import { AlongMark } from "./TrafficMarks";

const LINGER_MS = 150;

/** A line between two nodes. Under the pointer, or selected, it offers to take a node in. */
export const EdgeView = memo(function EdgeView(props: EdgeProps<StepEdge>) {
  const { id, source, target, selected = false, data } = props;
  const drawn = walkOf(data?.edge ?? { source, target }, props.sourceHandleId);
  const walked = useEditor((state) => wentAlong(state.light, ...drawn));
  const went = useEditor((state) => along(state.traffic, drawn));
  const readOnly = useEditor((state) => state.readOnly);
  const { nodeLookup } = useStoreApi<StepNode>().getState();
  const { near, watch } = useNear();
  // An end moves whenever its node does, or gets wider: then this is drawn again.
  const right = Math.max(rightOf(nodeLookup.get(source)), rightOf(nodeLookup.get(target)));
  const [path, x, y, back] = edgePath({ ...props, right });
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
          {...(went && { style: { strokeWidth: breadth(went) } })}
          {...(back ? { markerEnd: "url(#canvas-arrow)" } : {})}
        />
      </g>
      {(label || went || offers) && (
        <EdgeLabelRenderer>
          <div
            {...watch}
            className="nodrag nopan pointer-events-auto absolute flex items-center gap-1"
            style={{ transform: `translate(-50%,-50%) translate(${x}px,${y}px)` }}
          >
            {label && <Label>{label}</Label>}
            {went && <AlongMark along={went} />}
            {offers && <Offers id={id} selected={selected} />}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});

function rightOf(node: InternalNode<StepNode> | undefined): number {
  return node ? rightEdge(node) : 0;
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
