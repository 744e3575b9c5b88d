import { type FormSpec, formOf } from "./schema";
import type { Data, FlowNode, Graph, Specs } from "./types";

/** What every call knows. */
export const CALL_VARIABLES = ["contact_name", "phone_number", "agent_name"] as const;

/** Names that may stand in {{ }}: the call's own, what nodes keep, and what the flow uses already. */
export function variablesOf(graph: Graph, specs: Specs): string[] {
  const found = new Set<string>(CALL_VARIABLES);
  for (const node of graph.nodes) {
    for (const name of [...keptBy(node, specs), ...usedIn(node.data)]) found.add(name);
  }
  return [...found];
}

/** Names under which a node keeps something: of its fields, and of their rows. */
export function keptBy({ type, data }: FlowNode, specs: Specs): string[] {
  return keptIn({ ...specs.get(type)?.defaults, ...data }, formsOf(specs, type));
}

function keptIn(data: Data, fields: readonly FormSpec[]): string[] {
  return fields.flatMap(({ name, kind, widget, fields: inRow }) => {
    const value = data[name];
    if (kind === "rows") return Array.isArray(value) ? value.flatMap((row: Data) => keptIn(row ?? {}, inRow)) : [];
    return widget === "variable" && typeof value === "string" && value !== "" ? [value] : [];
  });
}

/** Names that a node may look up: every name within braces, and what looks like a name, or a path, all by itself. */
export function lookedUpIn(value: unknown): string[] {
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(lookedUpIn);
  if (typeof value !== "string") return [];
  const alone = /^\s*([A-Za-z_]\w*)(?:\.\w+)*\s*$/.exec(value)?.[1];
  if (alone !== undefined) return [alone];
  return [...value.matchAll(/\{[{%](.*?)[%}]\}/gs)].flatMap(
    ([, inside]) => (inside ?? "").match(/[A-Za-z_]\w*/g) ?? [],
  );
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
