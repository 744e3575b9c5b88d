/** Comparing what a form holds with what is stored. */

type Values = Readonly<Record<string, unknown>>;

/** Whether two values of JSON say the same; `NaN` equals itself, and a missing key is `undefined`. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as Values;
  const right = b as Values;
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) => same(left[key], right[key]));
}

/** The names under which two sets of values differ, in the order of the first. */
export function changed<Form extends object>(before: Form, after: Form): (keyof Form & string)[] {
  const names = Object.keys(before) as (keyof Form & string)[];
  return names.filter((name) => !same(before[name], after[name]));
}

/** Mine on top of theirs: what I changed stays mine, everything else is theirs. */
export function merged<Form extends object>(base: Form, mine: Form, theirs: Form): Form {
  const result = { ...theirs };
  for (const name of changed(base, mine)) result[name] = mine[name];
  return result;
}
