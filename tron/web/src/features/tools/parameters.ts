import type { ToolIn } from "./api";

export const KINDS = ["string", "integer", "number", "boolean"] as const;
export type Kind = (typeof KINDS)[number];

/** A parameter as a row of the editor. */
export type Parameter = { name: string; kind: Kind; about: string; needed: boolean };

type Schema = NonNullable<ToolIn["parameters"]>;

/** The rows of a schema; null where it says more than rows can show. */
export function rowsOf(schema: Schema): Parameter[] | null {
  const { type, properties = {}, required = [], ...more } = schema;
  if (type !== "object" || !isObject(properties) || !Array.isArray(required)) return null;
  if (Object.keys(more).some((key) => key !== "additionalProperties")) return null;
  const rows: Parameter[] = [];
  for (const [name, property] of Object.entries(properties)) {
    if (!isObject(property)) return null;
    const { type: kind, description = "", ...rest } = property;
    const known = KINDS.find((one) => one === kind);
    if (!known || typeof description !== "string" || Object.keys(rest).length > 0) return null;
    rows.push({ name, kind: known, about: description, needed: required.includes(name) });
  }
  return rows;
}

export function schemaOf(rows: readonly Parameter[]): Schema {
  const named = rows.filter(({ name }) => name.trim() !== "");
  const properties = Object.fromEntries(
    named.map(({ name, kind, about }) => [
      name.trim(),
      about.trim() === "" ? { type: kind } : { type: kind, description: about.trim() },
    ]),
  );
  const required = named.filter(({ needed }) => needed).map(({ name }) => name.trim());
  return required.length > 0 ? { type: "object", properties, required } : { type: "object", properties };
}

/** What a text holds, where it is a JSON object. */
export function readObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text.trim() === "" ? "{}" : text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** Arguments to begin a try with: every parameter with something of its kind. */
export function exampleOf(schema: Schema): string {
  const { properties } = schema;
  const values = Object.entries(isObject(properties) ? properties : {}).map(([name, one]) => [name, sample(one)]);
  return JSON.stringify(Object.fromEntries(values), null, 2);
}

function sample(property: unknown): unknown {
  const { type: kind } = isObject(property) ? property : {};
  if (kind === "integer" || kind === "number") return 1;
  return kind === "boolean" ? true : "";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
