/** Why rows cannot be sent: a name that stands there twice, or a row (counted from 1) that has text and no name. */
export type RowFault = { code: "doubled"; name: string } | { code: "nameless"; n: number };

/** The first fault of these rows. `alike`: what two names have in common when they are the same. */
export function rowFault(
  rows: readonly { name: string; rest: string }[],
  alike: (name: string) => string = (name) => name,
): RowFault | null {
  const seen = new Set<string>();
  for (const [index, { name, rest }] of rows.entries()) {
    if (name === "") {
      if (rest.trim() !== "") return { code: "nameless", n: index + 1 };
      continue;
    }
    if (seen.has(alike(name))) return { code: "doubled", name };
    seen.add(alike(name));
  }
  return null;
}
