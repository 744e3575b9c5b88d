import type { FlowTraffic } from "@/features/flows/types";
import type { Walk } from "./light";

export type { FlowTraffic } from "@/features/flows/types";

/** Calls that went along a line; `share`: of those that came to the node it leaves (0 to 1), `part`: of all. */
export type Along = { calls: number; share: number; part: number };

/** Calls that came to a node, and that ended there. */
export type Came = { calls: number; ended: number; hungUp: number };

/** The figures of a version, as lines and nodes of the canvas ask for them. */
export type Traffic = {
  calls: number;
  ways: ReadonlyMap<string, Along>;
  nodes: ReadonlyMap<string, Came>;
};

const NOBODY: Along = { calls: 0, share: 0, part: 0 };

const key = (walk: Walk) => JSON.stringify(walk);

export function trafficOf({ calls, nodes, edges }: FlowTraffic): Traffic {
  const came = new Map(
    nodes.map(({ node_id, calls: all, ended, hung_up }) => [node_id, { calls: all, ended, hungUp: hung_up }]),
  );
  const ways = edges.map(({ source, handle, target, calls: count }) => {
    const all = Math.max(came.get(source)?.calls ?? count, count);
    return [key([source, handle, target]), { calls: count, share: count / all, part: count / calls }] as const;
  });
  return { calls, ways: new Map(ways), nodes: came };
}

/** Of a line; null while no figures are shown. A line that the version did not have has none either. */
export function along(traffic: Traffic | null, walk: Walk): Along | null {
  if (!traffic || traffic.calls === 0) return null;
  return traffic.ways.get(key(walk)) ?? NOBODY;
}

/** Of a node; null for one that no call came to. */
export function cameTo(traffic: Traffic | null, node: string): Came | null {
  return traffic?.nodes.get(node) ?? null;
}

const THIN = 1.5;
const BROAD = 7;

/** How broad a line is drawn for its part of all calls. */
export function breadth({ part }: Along): number {
  return THIN + (BROAD - THIN) * part;
}

/** The nodes where most calls were lost: they ended there, and it is none that ends calls. */
export function lostAt({ nodes }: Traffic, ends: (node: string) => boolean, most: number): [string, Came][] {
  return [...nodes]
    .filter(([node, { ended }]) => ended > 0 && !ends(node))
    .sort(([, a], [, b]) => b.ended - a.ended)
    .slice(0, most);
}
