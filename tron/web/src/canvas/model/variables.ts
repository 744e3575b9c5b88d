import { formOf } from "./schema";
import type { Graph, Specs } from "./types";

/** What every call knows. */
export const CALL_VARIABLES = ["contact_name", "phone_number", "agent_name"] as const;

/** Names that may stand in {{ }}: the call's own, what nodes keep, and what the flow uses already. */
export function variablesOf(graph: Graph, specs: Specs): string[] {
  const found = new Set<string>(CALL_VARIABLES);
  for (const node of graph.nodes) {
    const spec = specs.get(node.type);
    for (const field of spec ? formsOf(specs, node.type) : []) {
      const value = node.data[field.name];
      if (field.widget === "variable" && typeof value === "string" && value !== "") found.add(value);
    }
    for (const name of usedIn(node.data)) found.add(name);
  }
  return [...found];
}

const forms = new WeakMap<object, ReturnType<typeof formOf>>();

function formsOf(specs: Specs, type: string) {
  const spec = specs.get(type);
  if (!spec) return [];
  const known = forms.get(spec);
  if (known) return known;
  const made = formOf(spec.data_schema);
  forms.set(spec, made);
  return made;
}

function usedIn(value: unknown): string[] {
  if (typeof value === "string") return [...value.matchAll(/\{\{\s*([A-Za-z_]\w*)/g)].map(([, name]) => name ?? "");
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(usedIn) : [];
}

export type Piece = { text: string; variable: boolean };

/** "Hello {{name}}." in pieces, so that variables can be drawn as such. */
export function pieces(template: string): Piece[] {
  return template
    .split(/(\{\{[^{}]*\}\})/)
    .filter((part) => part !== "")
    .map((part) =>
      part.startsWith("{{") && part.endsWith("}}")
        ? { text: part.slice(2, -2).trim(), variable: true }
        : { text: part, variable: false },
    );
}

/** The beginning of a variable's name that the cursor stands in, after "{{"; null anywhere else. */
export function openName(text: string, cursor: number): string | null {
  return /\{\{\s*([A-Za-z_]\w*|)$/.exec(text.slice(0, cursor))?.[1] ?? null;
}

/** Writes a variable where the cursor is, finishing a name that was begun; the text and the new cursor. */
export function withVariable(text: string, cursor: number, name: string): [string, number] {
  const begun = openName(text, cursor);
  const before = begun === null ? text.slice(0, cursor) : text.slice(0, cursor).replace(/\{\{\s*\w*$/, "");
  const after = text.slice(cursor).replace(begun === null ? /^$/ : /^\s*\}\}/, "");
  const written = `${before}{{${name}}}`;
  return [written + after, written.length];
}
