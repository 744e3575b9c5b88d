import type { FormSpec } from "./schema";

/** Why a value cannot be, for the texts under canvas.form.problem. */
export type Problem =
  | { code: "number" | "whole" | "pattern" | "json" }
  | { code: "between"; values: { min: number; max: number } }
  | { code: "atLeast" | "atMost" | "shorter" | "longer" | "fewer"; values: { n: number } };

/** What a field's own limits say of its value; null for nothing. The server checks again, and more. */
export function problemOf(field: FormSpec, value: unknown): Problem | null {
  if (value === null || value === undefined)
    return field.nullable || field.kind !== "number" ? null : { code: "number" };
  if (field.kind === "number") return numberProblem(field, value);
  if (typeof value === "string") return textProblem(field, value);
  if (Array.isArray(value)) {
    const { maxItems } = field.limits;
    return maxItems !== undefined && value.length > maxItems ? { code: "fewer", values: { n: maxItems } } : null;
  }
  return null;
}

function numberProblem({ whole, limits }: FormSpec, value: unknown): Problem | null {
  if (typeof value !== "number" || !Number.isFinite(value)) return { code: "number" };
  const { minimum: min, maximum: max } = limits;
  const outside = (min !== undefined && value < min) || (max !== undefined && value > max);
  if (outside && min !== undefined && max !== undefined) return { code: "between", values: { min, max } };
  if (outside && min !== undefined) return { code: "atLeast", values: { n: min } };
  if (outside && max !== undefined) return { code: "atMost", values: { n: max } };
  return whole && !Number.isInteger(value) ? { code: "whole" } : null;
}

function textProblem({ limits }: FormSpec, value: string): Problem | null {
  const { minLength, maxLength, pattern } = limits;
  if (minLength !== undefined && value.length < minLength) return { code: "longer", values: { n: minLength } };
  if (maxLength !== undefined && value.length > maxLength) return { code: "shorter", values: { n: maxLength } };
  return pattern !== undefined && !matches(pattern, value) ? { code: "pattern" } : null;
}

/** A pattern that this browser cannot read is left to the server. */
function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, "u").test(value);
  } catch {
    return true;
  }
}
