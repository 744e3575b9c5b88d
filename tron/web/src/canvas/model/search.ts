import type { FlowNode } from "./types";

/** How well a text has the words that were written: 0 for not at all, more the earlier they stand. */
export function score(text: string, words: string): number {
  const where = text.toLowerCase();
  let sum = 0;
  for (const word of words.toLowerCase().split(/\s+/).filter(Boolean)) {
    const at = where.indexOf(word);
    if (at < 0) return 0;
    sum += at === 0 ? 3 : /\W/.test(where[at - 1] ?? "") ? 2 : 1;
  }
  return sum || 1;
}

export type Found = { node: FlowNode; name: string; score: number };

/** The nodes whose name, type or words have what was written, the best first. */
export function findNodes(nodes: readonly FlowNode[], words: string, nameOf: (node: FlowNode) => string): Found[] {
  return nodes
    .map((node) => {
      const name = nameOf(node);
      const inName = score(name, words) * 2;
      return { node, name, score: inName || score(`${node.type} ${textsOf(node.data)}`, words) };
    })
    .filter((found) => found.score > 0)
    .sort((a, b) => b.score - a.score);
}

function textsOf(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "object" && value !== null ? Object.values(value).map(textsOf).join(" ") : "";
}
