import { changed, same } from "@/lib/changes";
import type { FormSpec } from "./schema";
import type { FlowNode } from "./types";

/** What of a node two versions have otherwise: its name, its place, or a field of its data. */
export type Part = { kind: "label" } | { kind: "place" } | { kind: "field"; name: string };

export function partsThatDiffer(mine: FlowNode, theirs: FlowNode): Part[] {
  const all = { ...theirs.data, ...mine.data };
  const fields = Object.keys(all).filter((name) => !same(mine.data[name], theirs.data[name]));
  return [
    ...((mine.label ?? "") === (theirs.label ?? "") ? [] : [{ kind: "label" } as const]),
    ...fields.map((name) => ({ kind: "field", name }) as const),
    ...(changed(mine.position, theirs.position).length === 0 ? [] : [{ kind: "place" } as const]),
  ];
}

/** A value as a person reads it: the title of a choice, a text as it is; null for what is not set. */
export function shownValue(field: FormSpec | undefined, value: unknown, say: (title: string) => string): string | null {
  const choice = field?.choices.find(({ raw }) => same(raw, value));
  if (choice) return say(choice.label);
  if (value === undefined || value === null || value === "") return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
