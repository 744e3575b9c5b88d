import type { Step } from "./types";

/** How many words the agent has said since the caller's last turn: so many there are to talk over. */
export function wordsSince(steps: readonly Step[]): number {
  const turn = steps.findLastIndex(({ type }) => type === "caller");
  return steps.slice(turn + 1).reduce((sum, { type, text }) => sum + (type === "agent" ? wordsOf(text ?? "") : 0), 0);
}

function wordsOf(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}
