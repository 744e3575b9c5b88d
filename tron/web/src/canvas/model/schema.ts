import type { Schema } from "./types";

export type Limits = {
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
};

export type FieldKind = "text" | "number" | "switch" | "select" | "words" | "rows" | "pairs" | "json";

/** One field of a form, read from a JSON schema. */
export type FormSpec = {
  name: string;
  kind: FieldKind;
  title: string;
  help: string;
  unit: string;
  widget: string;
  template: boolean;
  /** Said aloud. */
  spoken: boolean;
  /** Few people change it. */
  advanced: boolean;
  /** A number without a fraction. */
  whole: boolean;
  /** May be left empty: the value is then null. */
  nullable: boolean;
  choices: readonly { value: string; raw: unknown; label: string }[];
  limits: Limits;
  /** What a row of `rows` holds. */
  fields: readonly FormSpec[];
  /** The value where the data has none. */
  initial: unknown;
};

/** The properties in order, their references followed. */
export function propertiesOf(root: Schema): { name: string; schema: Schema }[] {
  return properties(root, root);
}

/** The form that a schema asks for. */
export function formOf(root: Schema): FormSpec[] {
  return fieldsOf(root, root, 0);
}

function properties(schema: Schema, root: Schema): { name: string; schema: Schema }[] {
  const found = schema["properties"];
  if (!isSchema(found)) return [];
  return Object.entries(found).flatMap(([name, one]) =>
    isSchema(one) ? [{ name, schema: plain(one, root).schema }] : [],
  );
}

function fieldsOf(schema: Schema, root: Schema, depth: number): FormSpec[] {
  const found = schema["properties"];
  if (!isSchema(found) || depth > 3) return [];
  return Object.entries(found).flatMap(([name, one]) => (isSchema(one) ? [fieldOf(name, one, root, depth)] : []));
}

function fieldOf(name: string, raw: Schema, root: Schema, depth: number): FormSpec {
  const { schema, nullable } = plain(raw, root);
  const items = isSchema(schema["items"]) ? plain(schema["items"], root).schema : null;
  const kind = kindOf(schema, items);
  return {
    name,
    kind,
    title: text(schema["title"]) || name,
    help: text(schema["description"]),
    unit: text(schema["unit"]),
    widget: text(schema["widget"]),
    template: schema["template"] === true,
    spoken: schema["spoken"] === true,
    advanced: schema["advanced"] === true,
    whole: schema["type"] === "integer",
    nullable,
    choices: choicesOf(schema),
    limits: limitsOf(schema),
    fields: kind === "rows" && items ? fieldsOf(items, root, depth + 1) : [],
    initial: schema["default"] ?? null,
  };
}

function kindOf(schema: Schema, items: Schema | null): FieldKind {
  const type = schema["type"];
  if (schema["widget"] === "json" && type !== "string") return "json";
  if (valuesOf(schema) !== null) return "select";
  if (type === "boolean") return "switch";
  if (type === "integer" || type === "number") return "number";
  if (type === "array") return items?.["type"] === "object" ? "rows" : items?.["type"] === "string" ? "words" : "json";
  if (type === "object") return "pairs";
  return type === "string" ? "text" : "json";
}

/** `enum`, `const`, or the words of a select. */
function valuesOf(schema: Schema): unknown[] | null {
  if (Array.isArray(schema["enum"])) return schema["enum"];
  if ("const" in schema) return [schema["const"]];
  return schema["widget"] === "select" && isSchema(schema["labels"]) ? Object.keys(schema["labels"]) : null;
}

function choicesOf(schema: Schema): FormSpec["choices"] {
  const labels = isSchema(schema["labels"]) ? schema["labels"] : {};
  return (valuesOf(schema) ?? []).map((raw) => {
    const value = String(raw);
    return { value, raw, label: text(labels[value]) || value };
  });
}

function limitsOf(schema: Schema): Limits {
  const names = ["minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"] as const;
  const limits: Limits = Object.fromEntries(
    names.flatMap((name) => (typeof schema[name] === "number" ? [[name, schema[name]]] : [])),
  );
  const pattern = text(schema["pattern"]);
  return pattern ? { ...limits, pattern } : limits;
}

/** Follows `$ref` and reads "this or null" as this. What stands beside a reference is kept. */
function plain(schema: Schema, root: Schema): { schema: Schema; nullable: boolean } {
  const reference = text(schema["$ref"]);
  if (reference) {
    const { $ref: _, ...beside } = schema;
    const target = definition(reference, root);
    return target ? plain({ ...target, ...beside }, root) : { schema: beside, nullable: false };
  }
  const parts = Array.isArray(schema["anyOf"]) ? schema["anyOf"].filter(isSchema) : [];
  if (parts.length === 0) return { schema, nullable: false };
  const real = parts.filter((part) => part["type"] !== "null");
  const { anyOf: _, ...beside } = schema;
  const nullable = real.length < parts.length;
  const [first] = real;
  if (real.length !== 1 || !first) return { schema: { ...beside, widget: beside["widget"] ?? "json" }, nullable };
  return { schema: { ...plain(first, root).schema, ...beside }, nullable };
}

function definition(reference: string, root: Schema): Schema | null {
  const definitions = root["$defs"];
  const found = isSchema(definitions) ? definitions[reference.replace("#/$defs/", "")] : null;
  return isSchema(found) ? found : null;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
