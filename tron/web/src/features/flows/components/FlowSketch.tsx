import { useMemo } from "react";
import { nodeLook } from "@/components/flow/nodeLook";
import { curve, sketchOf } from "../sketch";
import type { FlowCanvas } from "../types";

const FILLS = {
  trigger: "fill-node-trigger",
  speech: "fill-node-speech",
  logic: "fill-node-logic",
  action: "fill-node-action",
  ending: "fill-node-ending",
  none: "fill-ink-3",
} as const;

/** The shape of a flow at a glance. Its words stand beside it, so it is not read out. */
export function FlowSketch({ canvas }: { canvas: FlowCanvas }) {
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
        <rect key={id} {...box} rx={16} className={FILLS[nodeLook(type).kind]} />
      ))}
    </svg>
  );
}
