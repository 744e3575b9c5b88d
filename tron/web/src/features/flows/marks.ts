import { Minus, Pencil, Plus } from "lucide-react";
import type { FlowDiff, Side } from "./types";

/** How a version has a node otherwise than another one, and how that is signed. */
export const SIGNS = {
  added: { icon: Plus, tone: "success" },
  removed: { icon: Minus, tone: "danger" },
  changed: { icon: Pencil, tone: "warning" },
} as const;

export type Mark = keyof typeof SIGNS;
export type Marks = ReadonlyMap<string, Mark>;

export const NO_MARKS: Marks = new Map();

/** The signs for the nodes of the draft, which the canvas shows; none where it is no side of the comparison. */
export function marksOf({ nodes }: FlowDiff, sides: readonly Side[]): Marks {
  if (!sides.includes("draft")) return NO_MARKS;
  const kinds = ["added", "removed", "changed"] as const;
  return new Map(kinds.flatMap((kind) => nodes[kind].map(({ id }) => [id, kind] as const)));
}
