import type { FormSpec } from "./schema";
import type { Data } from "./types";

/** The rows and a new one with its defaults; an `id` that no other row has. */
export function added(rows: readonly Data[], fields: readonly FormSpec[]): Data[] {
  const row: Data = Object.fromEntries(
    fields.flatMap(({ name, initial }) => (initial === null ? [] : [[name, initial]])),
  );
  const hasId = fields.some(({ name }) => name === "id");
  return [...rows, hasId ? { ...row, id: freeId(rows) } : row];
}

export function removed(rows: readonly Data[], at: number): Data[] {
  return rows.filter((_, index) => index !== at);
}

export function moved(rows: readonly Data[], at: number, by: 1 | -1): Data[] {
  const next = [...rows];
  const [row] = next.splice(at, 1);
  if (row) next.splice(at + by, 0, row);
  return next;
}

/** What a row is called: its label, name or id. */
export function nameOf(row: Data): string {
  for (const key of ["label", "name", "title", "id", "digit", "key"]) {
    const value = row[key];
    if (typeof value === "string" && value.trim() !== "") return value;
  }
  return "";
}

function freeId(rows: readonly Data[]): string {
  const taken = new Set(rows.map(({ id }) => id));
  let n = rows.length + 1;
  while (taken.has(`way_${n}`)) n++;
  return `way_${n}`;
}
