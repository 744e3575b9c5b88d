import { useEffect, useMemo, useRef, useState } from "react";
import type { FieldError } from "react-hook-form";
import { same } from "@/lib/changes";
import { linesOf } from "../lines";
import { type Told, valueAt } from "./useLines";

/** What the server said of the lines, each until what stands at its place changes or the agent is saved. */
export function useToldProblems(error: FieldError | undefined, text: string, revision: number): readonly Told[] {
  const [told, setTold] = useState<readonly Told[]>(NONE);
  const lines = useMemo(() => linesOf(text), [text]);
  const latest = useRef(lines);
  latest.current = lines;
  const types = error?.type === "server" ? error.types : undefined;
  useEffect(() => {
    if (!types) return;
    const now = latest.current;
    const found = Object.entries(types).map(([path, message]) => ({ path, message: String(message) }));
    setTold(found.map((one) => ({ ...one, value: valueAt(now, one.path) })));
  }, [types]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a save is what makes all of them old
  useEffect(() => setTold(NONE), [revision]);
  return useMemo(() => told.filter((one) => same(valueAt(lines, one.path), one.value)), [told, lines]);
}

const NONE: readonly Told[] = [];
