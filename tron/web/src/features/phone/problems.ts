import type { FieldProblem } from "@/lib/errors";

/**
 * The first problem of each field of a form, which is known by its path: `caller_ids.1` stands at `caller_ids`, with the
 * place (counted from 1) that is wrong. One that has no field keeps its own path.
 */
export function problemsAt(known: readonly string[]) {
  return (problems: readonly FieldProblem[]): Record<string, string> => {
    const found: Record<string, string> = {};
    for (const { path, message } of problems) {
      const field = nearest(path, known) ?? path;
      const place = path
        .slice(field.length + 1)
        .split(".")
        .find((part) => /^\d+$/.test(part));
      found[field] ??= place === undefined ? message : `${Number(place) + 1}: ${message}`;
    }
    return found;
  };
}

function nearest(path: string, known: readonly string[]): string | undefined {
  return known
    .filter((field) => path === field || path.startsWith(`${field}.`))
    .sort((a, b) => b.length - a.length)
    .at(0);
}
