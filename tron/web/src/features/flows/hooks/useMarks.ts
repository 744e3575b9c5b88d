import { useEffect, useRef } from "react";
import { marksOf, NO_MARKS } from "../marks";
import type { PanelProps } from "../panel";
import type { FlowDiff, Side } from "../types";

/** Signs on the canvas what a comparison found there, for as long as it is open. */
export function useMarks(
  diff: FlowDiff | undefined,
  { from, to }: Record<"from" | "to", Side>,
  mark: PanelProps["mark"],
) {
  const latest = useRef(mark);
  useEffect(() => {
    latest.current = mark;
  });
  useEffect(() => {
    latest.current?.(diff ? marksOf(diff, [from, to]) : NO_MARKS);
  }, [diff, from, to]);
  useEffect(() => () => latest.current?.(NO_MARKS), []);
}
