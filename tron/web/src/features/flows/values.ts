import type { Pair } from "@/components/form/KeyValue";

/** Named values as a person writes them: `5`, `true` and JSON mean what they say, all else is text. */
export function variablesFrom(pairs: readonly Pair[]): Record<string, unknown> {
  const named = pairs.filter(({ key }) => key.trim() !== "");
  return Object.fromEntries(named.map(({ key, value }) => [key.trim(), meant(value)]));
}

export function pairsFrom(variables: Readonly<Record<string, unknown>>): Pair[] {
  return Object.entries(variables).map(([key, value]) => ({ key, value: shown(value) }));
}

function meant(text: string): unknown {
  // A number that JSON would write otherwise (a phone's +91, a PIN's leading zero) stays the text it is.
  if (!/^(-?(0|[1-9]\d{0,14})(\.\d+)?|true|false|null|\[[\s\S]*\]|\{[\s\S]*\}|"[\s\S]*")$/.test(text.trim()))
    return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A value as one line of text. */
export function shown(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value) ?? "";
  // Text that would be read back as something else keeps its marks.
  return meant(value) === value ? value : JSON.stringify(value);
}
