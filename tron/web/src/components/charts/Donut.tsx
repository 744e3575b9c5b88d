import { useTranslation } from "react-i18next";
import { number } from "@/lib/format";

/** A part of a ring: its size and the class that strokes it. */
export type Slice = { key: string; value: number; stroke: string };

type DonutProps = { slices: readonly Slice[]; total: number; label: string };

const SIZE = 148;
const RADIUS = 54;
const LENGTH = 2 * Math.PI * RADIUS;
const GAP = 2;

/** A ring of parts around their total. The list beside it says the same in words. */
export function Donut({ slices, total, label }: DonutProps) {
  const { i18n } = useTranslation();
  let before = 0;
  return (
    <svg width={SIZE} height={SIZE} viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true">
      <g transform={`rotate(-90 ${SIZE / 2} ${SIZE / 2})`} className="fill-none stroke-[16]">
        {slices.map(({ key, value, stroke }) => {
          const length = (value / total) * LENGTH;
          const shown = Math.max(1, slices.length > 1 ? length - GAP : length);
          const offset = -before;
          before += length;
          return (
            <circle
              key={key}
              cx={SIZE / 2}
              cy={SIZE / 2}
              r={RADIUS}
              className={stroke}
              strokeDasharray={`${shown} ${LENGTH - shown}`}
              strokeDashoffset={offset}
            />
          );
        })}
      </g>
      <text x={SIZE / 2} y={SIZE / 2} textAnchor="middle" className="num fill-ink text-2xl font-semibold">
        {number(total, i18n.language)}
      </text>
      <text x={SIZE / 2} y={SIZE / 2 + 18} textAnchor="middle" className="fill-ink-3 text-xs">
        {label}
      </text>
    </svg>
  );
}
