import { categoryLook, iconOf } from "@/components/flow/look";
import type { NodeSpec } from "../model/types";

const SIZES = { small: "size-5.5 rounded-sm", node: "size-6.5 rounded-md", large: "size-8 rounded-md" } as const;

/** The coloured tile of a node type: its category by colour, the type by icon. */
export function Tile({ spec, size = "node" }: { spec: NodeSpec | undefined; size?: keyof typeof SIZES }) {
  const Icon = iconOf(spec);
  return (
    <span className={`grid flex-none place-items-center ${SIZES[size]} ${categoryLook(spec).tile}`}>
      <Icon className={size === "large" ? "size-4" : "size-3.5"} aria-hidden />
    </span>
  );
}
