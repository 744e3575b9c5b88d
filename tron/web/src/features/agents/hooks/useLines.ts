import { createContext, useContext, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Fault } from "../lineFaults";
import type { Lines } from "../lines";

/** What the parts of the lines' form work on. Paths are as the API writes them: `lines.3.when.0`. */
export type LinesContext = {
  lines: Lines;
  change: (next: Lines) => void;
  /** A change of which lines there are: fields are drawn anew. */
  restructure: (next: Lines) => void;
  /** Counts the restructurings; part of the keys of what is drawn. */
  epoch: number;
  /** What is wrong at a field or inside it; nothing until a person was there or tried to save. */
  errorAt: (path: string) => string | undefined;
  /** How many things are wrong at and below a path. */
  faultsIn: (path: string) => number;
  /** A person left the field. */
  touch: (path: string) => void;
  /** What a call may end with, as the agent's own list has it. */
  outcomes: readonly string[];
};

export const LinesScope = createContext<LinesContext | null>(null);

export function useLines(): LinesContext {
  const scope = useContext(LinesScope);
  if (scope === null) throw new Error("a part of the lines' form was drawn outside of it");
  return scope;
}

/** A problem that the server found, in its words. It stands until what is at its place changes. */
export type Told = { path: string; message: string; value: unknown };

/** Finds the words for what is wrong, and remembers where a person has been. `all`: everything is said at once. */
export function useFaultWords(faults: readonly Fault[], told: readonly Told[], all: boolean) {
  const { t } = useTranslation();
  const [touched, setTouched] = useState<ReadonlySet<string>>(NOWHERE);
  return useMemo(() => {
    const been = (path: string) => all || [...touched].some((place) => isIn(path, place));
    const errorAt = (path: string) => {
      const fault = faults.find((one) => isIn(one.path, path) && been(one.path));
      if (fault) return t(`lines.fault.${fault.code}`, { ...fault.values });
      return told.find((one) => isIn(one.path, path))?.message;
    };
    const faultsIn = (path: string) => [...faults, ...told].filter((one) => isIn(one.path, path)).length;
    const touch = (path: string) => setTouched((now) => (now.has(path) ? now : new Set([...now, path])));
    return { errorAt, faultsIn, touch, forgetTouched: () => setTouched(NOWHERE) };
  }, [faults, told, all, touched, t]);
}

const NOWHERE: ReadonlySet<string> = new Set();

/** `lines.3.when.0` is in `lines.3.when`, and in itself. */
export function isIn(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}.`);
}

/** What stands at a path, or at the last place on the way to it that there is. */
export function valueAt(lines: unknown, path: string): unknown {
  let value = lines;
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) break;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
