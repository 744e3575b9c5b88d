const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
const LENGTH = 7;

/** "speak_k3f9q2a": readable in events, and never the same in two tabs that edit one flow. */
export function freshId(kind: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
  return `${kind}_${[...bytes].map((byte) => LETTERS[byte % LETTERS.length]).join("")}`;
}
