import { create, type Delta } from "jsondiffpatch";

/** One place inside a value that changed; `before` or `after` is undefined where the place was not there. */
export type Leaf = { path: string; before: unknown; after: unknown };

const differ = create({
  // Rows of a node (intents, conditions) keep who they are when they move.
  objectHash: (item, index) => {
    const id = (item as { id?: unknown }).id;
    return typeof id === "string" ? id : `#${index}`;
  },
  omitRemovedValues: false,
});

/** What changed between two JSON values, place by place; a place that only moved in its list is left out. */
export function leavesOf(before: unknown, after: unknown): Leaf[] {
  return fromDelta(differ.diff(before, after), "", after);
}

function fromDelta(delta: Delta, path: string, after: unknown): Leaf[] {
  if (delta === undefined) return [];
  if (!Array.isArray(delta)) return inside(delta as Record<string, Delta>, path, after);
  if (delta.length === 1) return [{ path, before: undefined, after: delta[0] }];
  if (delta.length === 2) return [{ path, before: delta[0], after: delta[1] }];
  // [value, 0, 0] was removed; [_, place, 3] moved.
  return delta[2] === 0 ? [{ path, before: delta[0], after: undefined }] : [];
}

function inside(delta: Record<string, Delta>, path: string, after: unknown): Leaf[] {
  const list = (delta as { _t?: unknown })["_t"] === "a";
  return Object.entries(delta).flatMap(([key, part]) => {
    if (list && key === "_t") return [];
    const place = list ? String(Number(key.replace(/^_/, "")) + 1) : key;
    return fromDelta(part, path ? `${path}.${place}` : place, at(after, key));
  });
}

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

/** A piece of a text: in both versions, only in the old, or only in the new one. */
export type Piece = { kind: "same" | "gone" | "new"; text: string };

const MOST_WORDS = 300;

/** Two texts word by word; very long ones as a whole. */
export function piecesOf(before: string, after: string): Piece[] {
  const [old, fresh] = [wordsOf(before), wordsOf(after)];
  if (old.length > MOST_WORDS || fresh.length > MOST_WORDS) {
    return [
      { kind: "gone", text: before },
      { kind: "new", text: after },
    ];
  }
  return joined(steps(old, fresh));
}

/** "a  b" -> ["a", "  ", "b"] */
function wordsOf(text: string): string[] {
  return text.match(/\s+|[^\s]+/gu) ?? [];
}

function steps(old: readonly string[], fresh: readonly string[]): Piece[] {
  const lengths = commonLengths(old, fresh);
  const length = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  const found: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      found.push({ kind: "same", text: old[i] ?? "" });
      i += 1;
      j += 1;
    } else if (j >= fresh.length || (i < old.length && length(i + 1, j) >= length(i, j + 1))) {
      found.push({ kind: "gone", text: old[i] ?? "" });
      i += 1;
    } else {
      found.push({ kind: "new", text: fresh[j] ?? "" });
      j += 1;
    }
  }
  return found;
}

/** For each pair of places, how many words the rests have in common in the same order. */
function commonLengths(old: readonly string[], fresh: readonly string[]): number[][] {
  const rows = Array.from({ length: old.length + 1 }, () => new Array<number>(fresh.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const [row, below] = [rows[i], rows[i + 1]];
    if (!row || !below) continue;
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      row[j] = old[i] === fresh[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return rows;
}

function joined(pieces: readonly Piece[]): Piece[] {
  const found: Piece[] = [];
  for (const piece of pieces) {
    const last = found.at(-1);
    if (last?.kind === piece.kind) last.text += piece.text;
    else found.push({ ...piece });
  }
  return found;
}
