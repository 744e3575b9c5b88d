import type { components } from "@/lib/schema";
import { readLines } from "./fields";

/** What an agent says without a model, as the editor holds it: every field is there. */
export type Lines = components["schemas"]["PreparedLines-Output"];
export type Line = components["schemas"]["PreparedLine-Output"];

/** The kinds of value that are taken from the caller's words; any other text stands for itself. */
export const KINDS = ["$text", "$number", "$phone", "$yes_no"] as const;
export const TARGETS = ["on_yes", "on_no", "then"] as const;
export const GREETING_TARGETS = ["greeting_yes", "greeting_no"] as const;

const isText = (value: unknown) => typeof value === "string";
const isMaybe = (value: unknown) => value === null || isText(value);
const isFlag = (value: unknown) => typeof value === "boolean";
const areTexts = (value: unknown) => Array.isArray(value) && value.every(isText);
const areFacts = (value: unknown) => isObject(value) && Object.values(value).every(isText);
const areLines = (value: unknown) => Array.isArray(value) && value.every((line) => fits(line, LINE));

/** Of each field: what it must be for the form to show it, and what stands for one that is missing. */
type Shape<Thing> = { readonly [Key in keyof Thing]: readonly [(value: unknown) => boolean, Thing[Key]] };

const LINE: Shape<Line> = {
  id: [isText, ""],
  when: [areTexts, []],
  say: [areTexts, []],
  outcome: [isMaybe, null],
  extract: [areFacts, {}],
  expects: [areFacts, {}],
  on_yes: [isMaybe, null],
  on_no: [isMaybe, null],
  // biome-ignore lint/suspicious/noThenProperty: it is the field's name in the API
  then: [isMaybe, null],
  again: [isMaybe, null],
  retry: [isMaybe, null],
  moves_on: [isFlag, false],
  ends: [isFlag, false],
  once: [isFlag, false],
  // JSON has no NaN: what is no number while it is written comes back as null.
  priority: [(value) => typeof value === "number" || value === null, 0],
};

const LINES: Shape<Lines> = {
  lines: [areLines, []],
  next: [areTexts, []],
  greeting_yes: [isMaybe, null],
  greeting_no: [isMaybe, null],
  greeting_again: [isMaybe, null],
  fallback: [areTexts, [""]],
  silence: [areTexts, [""]],
  goodbye: [isText, ""],
  silence_goodbye: [isText, ""],
  time_up: [isText, ""],
  opt_out_ack: [isText, ""],
  identity: [isText, ""],
  human: [isText, ""],
};

/** The lines that a text holds; null where the form could not show them. */
export function linesOf(text: string): Lines | null {
  const found: unknown = readLines(text);
  if (!fits(found, LINES)) return null;
  const lines = filled(found, LINES) as Lines;
  return { ...lines, lines: lines.lines.map((line) => wholeLine(line)) };
}

function wholeLine(line: Line): Line {
  const whole = filled(line, LINE) as Line;
  return { ...whole, priority: whole.priority ?? Number.NaN };
}

export function textOf(lines: Lines): string {
  return JSON.stringify(lines, null, 2);
}

export function noLines(): Lines {
  return filled({}, LINES) as Lines;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fits<Thing>(value: unknown, shape: Shape<Thing>): value is Record<string, unknown> {
  if (!isObject(value)) return false;
  const keys = Object.keys(shape) as (keyof Thing & string)[];
  return keys.every((key) => value[key] === undefined || shape[key][0](value[key]));
}

/** Fields that are there keep their order, so that an unchanged text stays the same. */
function filled<Thing>(value: Record<string, unknown>, shape: Shape<Thing>): Record<string, unknown> {
  const keys = Object.keys(shape) as (keyof Thing & string)[];
  const missing = keys.filter((key) => value[key] === undefined).map((key) => [key, shape[key][1]]);
  return { ...value, ...Object.fromEntries(missing) };
}

/** `items` with the one at `from` at another place; unchanged where there is no such place. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const rest = items.filter((_, index) => index !== from);
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length) return [...items];
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

export function withLine(lines: Lines, index: number, part: Partial<Line>): Lines {
  return { ...lines, lines: lines.lines.map((line, other) => (other === index ? { ...line, ...part } : line)) };
}

/** Another id; whatever led to the line follows, unless two lines had the old one. */
export function renamed(lines: Lines, index: number, id: string): Lines {
  const old = lines.lines[index]?.id;
  const next = withLine(lines, index, { id });
  const alone = lines.lines.filter((line) => line.id === old).length === 1;
  const taken = lines.lines.some((line, other) => other !== index && line.id === id);
  if (old === undefined || !alone || taken) return next;
  return relinked(next, (target) => (target === old ? id : target));
}

/** A new line behind the one at `after` (-1: first). */
export function added(lines: Lines, after: number, line: Partial<Line> = {}): Lines {
  const fresh = { ...(filled({}, LINE) as Line), say: [""], ...line, id: freeId(lines, line.id ?? "line") };
  return { ...lines, lines: [...lines.lines.slice(0, after + 1), fresh, ...lines.lines.slice(after + 1)] };
}

/** What a removed line leaves behind, enough to put it back. */
export type Removed = { line: Line; index: number; links: Links };
type Links = {
  next: number;
  lines: [string, (typeof TARGETS)[number]][];
  greeting: (typeof GREETING_TARGETS)[number][];
};

/** Without a line, and without what led to it. */
export function without(lines: Lines, index: number): { lines: Lines; removed: Removed } | null {
  const line = lines.lines[index];
  if (!line) return null;
  const rest = { ...lines, lines: lines.lines.filter((_, other) => other !== index) };
  const twin = rest.lines.some(({ id }) => id === line.id);
  const links: Links = { next: -1, lines: [], greeting: [] };
  if (twin) return { lines: rest, removed: { line, index, links } };
  links.next = lines.next.indexOf(line.id);
  links.greeting = GREETING_TARGETS.filter((name) => lines[name] === line.id);
  links.lines = rest.lines.flatMap((other) =>
    TARGETS.filter((name) => other[name] === line.id).map((name): [string, typeof name] => [other.id, name]),
  );
  return { lines: relinked(rest, (id) => (id === line.id ? null : id)), removed: { line, index, links } };
}

/** A removed line at its old place, led to as before where nothing else was put there meanwhile. */
export function putBack(lines: Lines, { line, index, links }: Removed): Lines {
  if (lines.lines.some(({ id }) => id === line.id)) return lines;
  const back = { ...lines, lines: [...lines.lines.slice(0, index), line, ...lines.lines.slice(index)] };
  if (links.next >= 0) back.next = [...lines.next.slice(0, links.next), line.id, ...lines.next.slice(links.next)];
  for (const name of links.greeting) back[name] ??= line.id;
  back.lines = back.lines.map((other) => {
    const names = links.lines.filter(([id, name]) => id === other.id && other[name] === null).map(([, name]) => name);
    return { ...other, ...Object.fromEntries(names.map((name) => [name, line.id])) };
  });
  return back;
}

/** Every id that leads to a line put through `change`; null takes the link away. */
function relinked(lines: Lines, change: (id: string) => string | null): Lines {
  const one = (id: string | null) => (id === null ? null : change(id));
  return {
    ...lines,
    next: lines.next.map(change).filter((id) => id !== null),
    greeting_yes: one(lines.greeting_yes),
    greeting_no: one(lines.greeting_no),
    lines: lines.lines.map((line) => ({
      ...line,
      on_yes: one(line.on_yes),
      on_no: one(line.on_no),
      // biome-ignore lint/suspicious/noThenProperty: it is the field's name in the API
      then: one(line.then),
    })),
  };
}

/** "price" -> "price_2" while a line has that id. */
export function freeId(lines: Lines, wanted: string): string {
  const base = wanted.replace(/_\d+$/, "").slice(0, 55);
  const taken = new Set(lines.lines.map(({ id }) => id));
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number++) if (!taken.has(`${base}_${number}`)) return `${base}_${number}`;
}
