/** As texts on calls are timed (CHARACTERS_PER_SECOND of core/speech.py). */
const LETTERS_PER_SECOND = 14;
const SHORTEST = 0.4;

/** What a preview may be long, as the server takes it. */
export const MOST_LETTERS = 1000;

/** {{order.items.0.price | default("nothing")}}: the name, and what stands in for it. */
const VARIABLE = /\{\{\s*([^}|]*?)\s*(\|[^}]*)?\}\}/g;
const DEFAULT = /default\(\s*(["'])(.*?)\1/;

/** A text as it may be heard before a call: variables are said by their default, else by their names. */
export function heard(text: string): string {
  const said = text.replace(VARIABLE, (_, name: string, filters = "") => DEFAULT.exec(filters)?.[2] ?? saidName(name));
  return said.replace(/\s+/g, " ").trim();
}

function saidName(path: string): string {
  const last =
    path
      .split(".")
      .filter((part) => !/^\d*$/.test(part))
      .at(-1) ?? "";
  return last.replaceAll("_", " ");
}

/** About how many seconds a text takes to be said at a speed of 1 or another. */
export function secondsOf(text: string, speed: number): number {
  const letters = heard(text).length;
  return letters === 0 ? 0 : Math.max(SHORTEST, letters / LETTERS_PER_SECOND) / speed;
}

/** As much of a text as a preview takes, whole sentences if there are any. */
export function playable(text: string): string {
  const said = heard(text);
  if (said.length <= MOST_LETTERS) return said;
  const cut = said.slice(0, MOST_LETTERS);
  const end = Math.max(...[".", "?", "!", "।"].map((mark) => cut.lastIndexOf(mark)));
  return end > 0 ? cut.slice(0, end + 1) : cut;
}
