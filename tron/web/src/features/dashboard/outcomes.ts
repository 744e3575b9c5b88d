import type { Stats } from "./api";

/** A line of the ranked list. `name` is its code, null for what has no outcome of its own: the rest, and calls without one. */
export type OutcomeRow = {
  key: string;
  name: string | null;
  count: number;
  success: boolean;
  fill: string;
  stroke: string;
};

const LOOKS = [
  { fill: "bg-chart-1", stroke: "stroke-chart-1" },
  { fill: "bg-chart-2", stroke: "stroke-chart-2" },
  { fill: "bg-chart-3", stroke: "stroke-chart-3" },
  { fill: "bg-chart-4", stroke: "stroke-chart-4" },
  { fill: "bg-chart-5", stroke: "stroke-chart-5" },
  { fill: "bg-chart-6", stroke: "stroke-chart-6" },
] as const;
const REST = { fill: "bg-chart-rest", stroke: "stroke-chart-rest" } as const;

/** The outcomes of answered calls, the most frequent first; behind the sixth they are one. */
export function outcomeRows(stats: Pick<Stats, "answered" | "by_outcome" | "success_by_outcome">): OutcomeRow[] {
  const ranked = Object.entries(stats.by_outcome).sort(([a, x], [b, y]) => y - x || a.localeCompare(b));
  const named = ranked.slice(0, LOOKS.length).map(([key, count], index) => ({
    key,
    name: key,
    count,
    success: (stats.success_by_outcome[key] ?? 0) > 0,
    ...(LOOKS[index] ?? REST),
  }));
  const sum = (rows: readonly (readonly [string, number])[]) => rows.reduce((all, [, count]) => all + count, 0);
  const others = [
    { key: "rest", name: null, count: sum(ranked.slice(LOOKS.length)), success: false, ...REST },
    { key: "", name: null, count: Math.max(0, stats.answered - sum(ranked)), success: false, ...REST },
  ];
  return [...named, ...others.filter((row) => row.count > 0)];
}
