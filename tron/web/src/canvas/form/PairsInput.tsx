import { useState } from "react";
import type { ControlProps } from "@/components/form/FormField";
import { KeyValue, type Pair } from "@/components/form/KeyValue";
import { same } from "@/lib/changes";

/** Named values, such as headers. Rows without a name are kept here until they have one. */
export function PairsInput({ value, onChange, ...rest }: ControlProps<Record<string, unknown>>) {
  const [pairs, setPairs] = useState(() => pairsOf(value));
  const shown = same(recordOf(pairs), value) ? pairs : pairsOf(value);
  const write = (next: Pair[]) => {
    setPairs(next);
    onChange(recordOf(next));
  };
  return <KeyValue {...rest} value={shown} onChange={write} />;
}

function pairsOf(value: Record<string, unknown>): Pair[] {
  return Object.entries(value).map(([key, one]) => ({
    key,
    value: typeof one === "string" ? one : JSON.stringify(one),
  }));
}

function recordOf(pairs: readonly Pair[]): Record<string, unknown> {
  return Object.fromEntries(pairs.filter(({ key }) => key.trim() !== "").map(({ key, value }) => [key.trim(), value]));
}
