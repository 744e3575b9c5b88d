import { Handle, type NodeProps, Position } from "@xyflow/react";
import { ChevronDown, ChevronRight, CircleAlert, TriangleAlert } from "lucide-react";
import { memo, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { Words } from "@/components/Words";
import { useNames } from "../hooks/useNames";
import { isFolded, membersOf } from "../model/groups";
import { lightOn } from "../model/light";
import { fold } from "../store/actions";
import { useEditor, useEditorApi } from "../store/context";
import type { StepNode } from "../store/drawn";
import type { EditorState } from "../store/editor";
import { worst } from "../store/views";
import { paperOf } from "./paper";

/** The frame around the nodes of a group, or the one box that stands for them. Its title holds it. */
export const GroupView = memo(function GroupView({ id, data: { node }, selected }: NodeProps<StepNode>) {
  const { t } = useTranslation();
  const names = useNames();
  const editor = useEditorApi();
  const readOnly = useEditor((state) => state.readOnly);
  const closed = isFolded(node) && !readOnly;
  const inside = membersOf(node);
  const state = useEditor((all) => (closed ? stateOf(all, inside) : null));
  const name = names.node(node);
  const spoken = [
    t("canvas.group.spoken", { name, count: inside.length }),
    closed && t("canvas.group.closed"),
    selected && t("canvas.node.selected"),
    state === "error" && t("canvas.node.broken"),
    state === "running" && t("canvas.node.running"),
  ];
  // Before React Flow sees it: what is in the group is dragged with it from the first time on.
  const choose = ({ button, shiftKey, ctrlKey, metaKey }: PointerEvent) => {
    if (button === 0 && !selected && !shiftKey && !ctrlKey && !metaKey) editor.getState().select([id]);
  };
  const rename = () => editor.getState().set({ wanted: { node: id, field: "label" }, panel: null });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group is no set of form fields
    <div
      id={`step-${id}`}
      role="group"
      aria-label={spoken.filter(Boolean).join(", ")}
      className={`size-full rounded-xl border ${paperOf(node.data["color"])} ${edge(selected, state)} ${closed ? "shadow-node" : ""}`}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a place to hold it by; its keys are the canvas's */}
      <div
        className={`frame-title pointer-events-auto flex items-center gap-1.5 px-2 ${closed ? "h-full" : "h-8"} ${readOnly ? "" : "cursor-grab"}`}
        onPointerDownCapture={choose}
        onDoubleClick={rename}
      >
        {!readOnly && <FoldButton closed={closed} name={name} onPress={() => fold(editor, [id], !closed)} />}
        <span translate="no" className="min-w-0 truncate font-medium text-ink">
          {names.isOwn(node) ? <Words>{name}</Words> : name}
        </span>
        <span className="num text-xs whitespace-nowrap text-ink-2">
          {t("canvas.group.count", { count: inside.length })}
        </span>
        <span className="flex-1" />
        {state === "error" && <CircleAlert className="size-4 flex-none text-danger" aria-hidden />}
        {state === "warning" && <TriangleAlert className="size-3.5 flex-none text-warning" aria-hidden />}
      </div>
      {closed && (
        <>
          <Handle type="target" position={Position.Top} isConnectable={false} className="dot" />
          <Handle type="source" id="group" position={Position.Bottom} isConnectable={false} className="dot" />
        </>
      )}
    </div>
  );
});

type GroupState = "error" | "warning" | "running" | null;

/** What a folded group says of the nodes that are out of sight in it. */
function stateOf({ findings, light }: EditorState, inside: readonly string[]): GroupState {
  if (inside.some((id) => lightOn(light, id) === "running")) return "running";
  const found = inside.map((id) => worst(findings, id)?.severity);
  return found.includes("error") ? "error" : found.includes("warning") ? "warning" : null;
}

function edge(selected: boolean, state: GroupState): string {
  if (selected) return "border-accent! shadow-[0_0_0_1px_var(--color-accent)]";
  if (state === "running") return "border-live!";
  return state === "error" ? "border-danger!" : "";
}

function FoldButton({ closed, name, onPress }: { closed: boolean; name: string; onPress: () => void }) {
  const { t } = useTranslation();
  const Icon = closed ? ChevronRight : ChevronDown;
  const label = t(closed ? "canvas.group.open" : "canvas.group.fold", { name });
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-expanded={!closed}
      aria-label={label}
      title={label}
      className="nodrag grid size-6 flex-none place-items-center rounded-sm text-ink-2 hover:bg-surface-3 hover:text-ink pointer-coarse:size-9"
      onClick={(event) => {
        event.stopPropagation();
        onPress();
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <Icon className="size-4" aria-hidden />
    </button>
  );
}
