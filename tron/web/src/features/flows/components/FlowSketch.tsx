import { useMemo } from "react";
import { categoryLook } from "@/components/flow/look";
import { useNodeTypes } from "@/components/flow/useNodeTypes";
import { curve, sketchOf } from "../sketch";
import type { FlowCanvas } from "../types";

/** The shape of a flow at a glance. Its words stand beside it, so it is not read out. */
export function FlowSketch({ canvas }: { canvas: FlowCanvas }) {
  const types = useNodeTypes();
  const { width, height, boxes, lines } = useMemo(() => sketchOf(canvas), [canvas]);
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="xMidYMid meet"
      className="h-28 w-full rounded-md bg-sunken"
      aria-hidden="true"
    >
      {lines.map(({ id, from, to }) => (
        <path key={id} d={curve(from, to)} className="fill-none stroke-line-2" vectorEffect="non-scaling-stroke" />
      ))}
      {boxes.map(({ id, type, ...box }) => (
        <rect key={id} {...box} rx={16} className={categoryLook(types?.find((one) => one.type === type)).fill} />
      ))}
    </svg>
  );
}
