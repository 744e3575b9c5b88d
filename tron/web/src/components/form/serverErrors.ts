import type { FieldPath, FieldValues, UseFormSetError } from "react-hook-form";
import type { FieldProblem } from "@/lib/errors";

/**
 * Puts the server's problems onto the fields they are about; gives back those that no field of the form shows.
 * An error's `types` has each problem by its path inside the field, "" for the field itself.
 */
export function showServerErrors<Form extends FieldValues>(
  problems: readonly FieldProblem[],
  setError: UseFormSetError<Form>,
  paths: readonly FieldPath<Form>[],
): FieldProblem[] {
  const homeless: FieldProblem[] = [];
  const found = new Map<FieldPath<Form>, FieldProblem[]>();
  for (const problem of problems) {
    const path = nearest(problem.path, paths);
    if (path === undefined) homeless.push(problem);
    else found.set(path, [...(found.get(path) ?? []), problem]);
  }
  for (const [path, inside] of found) {
    const types = Object.fromEntries(inside.map((one) => [one.path.slice(path.length + 1), one.message]));
    setError(path, { type: "server", message: inside[0]?.message ?? "", types });
  }
  return homeless;
}

/** `guardrails.forbidden_topics.3` is shown at `guardrails.forbidden_topics`. */
function nearest<Path extends string>(path: string, paths: readonly Path[]): Path | undefined {
  return paths
    .filter((known) => path === known || path.startsWith(`${known}.`))
    .sort((a, b) => b.length - a.length)
    .at(0);
}
