import type { ReactNode } from "react";
import { NodeTile } from "@/components/flow/NodeTile";
import { Words } from "@/components/Words";
import { useNodeNames } from "../hooks/useNodeTypes";

type NodeLineProps = {
  node: { type: string; label?: string | null };
  /** Absent where the canvas does not show it. */
  onSelect?: (() => void) | undefined;
  /** At the right of its name. */
  aside?: ReactNode;
  children?: ReactNode;
};

/** A node by its icon, name and type; where it can be seen, a click shows it. */
export function NodeLine({ node, onSelect, aside, children }: NodeLineProps) {
  const names = useNodeNames();
  const [name, type] = [names.ofNode(node), names.ofType(node.type)];
  const inside = (
    <>
      <NodeTile type={node.type} />
      <span className="min-w-0 flex-1 text-left [overflow-wrap:anywhere]">
        {name.data ? <Words className="font-medium">{name.text}</Words> : <b className="font-medium">{name.text}</b>}
        {name.text !== type.text && <span className="ml-1.5 text-xs text-ink-3">{type.text}</span>}
      </span>
      {aside}
    </>
  );
  const look = "flex min-h-8 w-full items-center gap-2 px-4 py-1";
  return (
    <li>
      {onSelect ? (
        <button type="button" onClick={onSelect} className={`${look} -outline-offset-2 hover:bg-surface-2`}>
          {inside}
        </button>
      ) : (
        <div className={look}>{inside}</div>
      )}
      {children}
    </li>
  );
}
