import type { Data, FlowEdge, FlowNode, HandleSpec, NodeSpec, Specs, Way } from "./types";

/** The ways out of a node with this data, as the engine counts them. */
export function waysOf(spec: NodeSpec | undefined, written: Data): Way[] {
  // What is not written is as the type has it.
  const data = { ...spec?.defaults, ...written };
  const ways = (spec?.handles ?? []).flatMap((handle) => (handle.rows ? rowWays(handle, data) : [fixedWay(handle)]));
  return withoutOwnFallback(ways, data);
}

/** The same, and the handles that only edges know: of unknown types, of rows that were taken away. */
export function drawnWays(node: FlowNode, specs: Specs, outgoing: readonly FlowEdge[]): Way[] {
  const ways = waysOf(specs.get(node.type), node.data);
  const known = new Set(ways.map(({ id }) => id));
  const strays = outgoing.flatMap(({ sourceHandle }) => {
    const id = sourceHandle ?? (known.size === 0 ? "" : null);
    return id === null || known.has(id) ? [] : [id];
  });
  return [...ways, ...[...new Set(strays)].map(strayWay)];
}

/** The way that an edge leaves by: one without a handle leaves by the first. */
export function wayOf(edge: FlowEdge, ways: readonly Way[]): string {
  return edge.sourceHandle ?? ways[0]?.id ?? "";
}

function fixedWay({ id, title, needed, fallback }: HandleSpec): Way {
  return { id: id ?? "", title: title ?? id ?? "", needed, fallback, stray: false };
}

function strayWay(id: string): Way {
  return { id, title: id, needed: false, fallback: false, stray: true };
}

function rowWays({ rows, row_id, row_title, needed, fallback }: HandleSpec, data: Data): Way[] {
  const list = data[rows ?? ""];
  if (!Array.isArray(list)) return [];
  return list.flatMap((row: unknown) => {
    const id = text(row, row_id ?? "id");
    return id === "" ? [] : [{ id, title: text(row, row_title ?? "label") || id, needed, fallback, stray: false }];
  });
}

/** A branch whose fallback is one of its own rows has no separate way for it. */
function withoutOwnFallback(ways: Way[], data: Data): Way[] {
  const chosen = data["fallback_handle"];
  if (typeof chosen !== "string") return ways;
  const own = ways.some(({ id, fallback }) => id === chosen && !fallback);
  return own ? ways.filter(({ fallback }) => !fallback).map((way) => ({ ...way, fallback: way.id === chosen })) : ways;
}

function text(row: unknown, key: string): string {
  const value = typeof row === "object" && row !== null ? (row as Record<string, unknown>)[key] : undefined;
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
