import type { Pair } from "@/components/form/KeyValue";
import type { FieldProblem } from "@/lib/errors";
import type { Server, ServerIn, Tool, ToolIn } from "./api";
import { type Parameter, readObject, rowsOf, schemaOf } from "./parameters";
import { type RowFault, rowFault } from "./rowFault";

export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export const TRANSPORTS = ["streamable_http", "sse"] as const;
const SECONDS = 8;

/** A tool as its form holds it. `json` counts while `asJson`, the rows otherwise. */
export type ToolForm = Omit<ToolIn, "parameters" | "headers" | "method"> & {
  method: NonNullable<ToolIn["method"]>;
  timeout_seconds: number;
  enabled: boolean;
  rows: Parameter[];
  json: string;
  asJson: boolean;
  headers: Pair[];
};

export function toolForm(tool: Tool | null): ToolForm {
  if (tool === null) {
    const fresh = {
      name: "",
      description: "",
      method: "GET",
      url: "",
      timeout_seconds: SECONDS,
      enabled: true,
    } as const;
    return { ...fresh, rows: [], json: "", asJson: false, headers: [] };
  }
  const rows = rowsOf(tool.parameters);
  return {
    name: tool.name,
    description: tool.description,
    method: tool.method,
    url: tool.url,
    timeout_seconds: tool.timeout_seconds,
    enabled: tool.enabled,
    rows: rows ?? [],
    json: JSON.stringify(tool.parameters, null, 2),
    asJson: rows === null,
    headers: pairsOf(tool.headers),
  };
}

/** The schema that the form means; null while its JSON cannot be read. */
export function parametersOf(form: ToolForm): Record<string, unknown> | null {
  return form.asJson ? readObject(form.json) : schemaOf(form.rows);
}

/** Rows that could not be sent as they stand. */
export type Faults = { headers: RowFault | null; parameters?: RowFault | null };

export function toolFaults({ asJson, rows, headers }: ToolForm): Faults {
  return { parameters: asJson ? null : parametersFault(rows), headers: headersFault(headers) };
}

export function parametersFault(rows: readonly Parameter[]): RowFault | null {
  return rowFault(rows.map(({ name, about }) => ({ name: name.trim(), rest: about })));
}

function headersFault(headers: readonly Pair[]): RowFault | null {
  // Names of headers are the same in small and in capital letters.
  return rowFault(
    headers.map(({ key, value }) => ({ name: key.trim(), rest: value })),
    (name) => name.toLowerCase(),
  );
}

/** What is sent; null while the JSON cannot be read or a row is faulty. */
export function toolOf(form: ToolForm): ToolIn | null {
  const parameters = parametersOf(form);
  if (parameters === null || Object.values(toolFaults(form)).some(Boolean)) return null;
  const { rows, json, asJson, headers, ...rest } = form;
  return { ...rest, name: form.name.trim(), url: form.url.trim(), parameters, headers: headersOf(headers) };
}

export type ServerForm = Required<Omit<ServerIn, "headers">> & { headers: Pair[] };

export function serverForm(server: Server | null): ServerForm {
  if (server === null) {
    const fresh = { name: "", url: "", transport: "streamable_http", timeout_seconds: SECONDS, enabled: true } as const;
    return { ...fresh, headers: [], allowed_tools: null };
  }
  const { name, url, transport, timeout_seconds, enabled, allowed_tools, headers } = server;
  return { name, url, transport, timeout_seconds, enabled, allowed_tools, headers: pairsOf(headers) };
}

export function serverFaults({ headers }: ServerForm): Faults {
  return { headers: headersFault(headers) };
}

/** What is sent; null while a row is faulty. */
export function serverOf(form: ServerForm): ServerIn | null {
  if (serverFaults(form).headers) return null;
  return { ...form, name: form.name.trim(), url: form.url.trim(), headers: headersOf(form.headers) };
}

/** Secrets that headers refer to and that have no value. */
export function missingSecrets(headers: Record<string, string>, known: readonly string[]): string[] {
  const named = Object.values(headers).flatMap((value) =>
    [...value.matchAll(/\{\{\s*secret:(\w+)\s*\}\}/g)].map((found) => found[1] ?? ""),
  );
  return [...new Set(named)].filter((name) => !known.includes(name));
}

/** The first problem of each field of the form: `headers.Host` stands at `headers`. */
export function problemsByField(problems: readonly FieldProblem[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { path, message } of problems) {
    const [field = path, ...inside] = path.replace(/^(tool|body)\./, "").split(".");
    found[field] ??= inside.length > 0 ? `${inside.join(".")}: ${message}` : message;
  }
  return found;
}

function pairsOf(headers: Record<string, string>): Pair[] {
  return Object.entries(headers).map(([key, value]) => ({ key, value }));
}

function headersOf(pairs: readonly Pair[]): Record<string, string> {
  return Object.fromEntries(pairs.filter(({ key }) => key.trim() !== "").map(({ key, value }) => [key.trim(), value]));
}
