import type { Passed } from "@/features/flows/panel";

export type { Passed } from "@/features/flows/panel";

export type Light = "running" | "walked" | null;

/** What of a talk's path is asked for by every node and line, worked out once for each path. */
type Lit = { nodes: ReadonlySet<string>; last: string | null; ways: ReadonlySet<string>; unsaid: ReadonlySet<string> };

const lit = new WeakMap<readonly Passed[], Lit>();

function litBy(path: readonly Passed[]): Lit {
  let found = lit.get(path);
  if (!found) {
    const ways = new Set<string>();
    const unsaid = new Set<string>();
    path.forEach(({ node, way }, at) => {
      const next = path[at + 1]?.node;
      if (next === undefined) return;
      if (way === undefined) unsaid.add(key(node, next));
      else if (way !== null) ways.add(key(node, way, next));
    });
    const end = path.at(-1);
    const last = end && !end.over ? end.node : null;
    found = { nodes: new Set(path.map(({ node }) => node)), last, ways, unsaid };
    lit.set(path, found);
  }
  return found;
}

const key = (...parts: string[]) => JSON.stringify(parts);

export function lightOn(path: readonly Passed[], node: string): Light {
  if (path.length === 0) return null;
  const { last, nodes } = litBy(path);
  if (last === node) return "running";
  return nodes.has(node) ? "walked" : null;
}

/** Whether a talk went this way from one node to the other; where nobody kept the ways, whether it went between them. */
export function wentAlong(path: readonly Passed[], source: string, way: string, target: string): boolean {
  if (path.length === 0) return false;
  const { ways, unsaid } = litBy(path);
  return ways.has(key(source, way, target)) || unsaid.has(key(source, target));
}

type Drawn = { source: string; target: string; sourceHandle?: string | null };

/** Source, way and target of an edge wherever its line is drawn; `first`: the way of one that names none. */
export function walkOf({ source, target, sourceHandle }: Drawn, first: string | null | undefined): Walk {
  return [source, sourceHandle ?? first ?? "", target];
}

export type Walk = [source: string, way: string, target: string];
