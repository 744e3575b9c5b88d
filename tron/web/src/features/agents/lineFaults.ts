import { GREETING_TARGETS, type Line, type Lines, TARGETS } from "./lines";

/** What is wrong at one place; `path` is as the API writes it, `lines.3.when.0`. */
export type Fault = { path: string; code: FaultCode; values?: Readonly<Record<string, string | number>> };
export type FaultCode =
  | "key"
  | "idTaken"
  | "idReserved"
  | "keywordLength"
  | "keywordWord"
  | "keywordGaps"
  | "empty"
  | "long"
  | "few"
  | "many"
  | "unknown"
  | "mute"
  | "range";

/** The most of each, as the API checks them. */
export const MOST = { lines: 200, next: 50, when: 100, say: 5, fallback: 10, silence: 5, keyword: 120, text: 2000 };
export const PRIORITY = [-10, 1000] as const;
export const RESERVED: readonly string[] = ["greeting", "fallback", "goodbye", "opt_out", "identity", "human"];
export const KEY = /^[a-z][a-z0-9_]{0,59}$/;
const MOST_GAPS = 3;
const TEXTS = ["goodbye", "silence_goodbye", "time_up", "opt_out_ack", "identity", "human"] as const;

/** Everything that the API would refuse, each at its place. */
export function faultsOf(lines: Lines): Fault[] {
  const ids = lines.lines.map(({ id }) => id);
  const led = new Set(linksOf(lines));
  return [
    ...count("lines", lines.lines, 0, MOST.lines),
    ...count("next", lines.next, 0, MOST.next),
    ...lines.next.flatMap((id, index) => target(`next.${index}`, id, ids)),
    ...lines.lines.flatMap((line, index) => inLine(line, `lines.${index}`, ids, led)),
    ...GREETING_TARGETS.flatMap((name) => target(name, lines[name], ids)),
    ...maybe("greeting_again", lines.greeting_again),
    ...texts("fallback", lines.fallback, MOST.fallback),
    ...texts("silence", lines.silence, MOST.silence),
    ...TEXTS.flatMap((name) => text(name, lines[name])),
  ];
}

function inLine(line: Line, path: string, ids: readonly string[], led: ReadonlySet<string>): Fault[] {
  const [lowest, highest] = PRIORITY;
  const fits = Number.isInteger(line.priority) && line.priority >= lowest && line.priority <= highest;
  return [
    ...idFaults(line.id, `${path}.id`, ids),
    ...(line.when.length === 0 && !led.has(line.id) ? [{ path: `${path}.when`, code: "mute" as const }] : []),
    ...count(`${path}.when`, line.when, 0, MOST.when),
    ...line.when.flatMap((keyword, index) => keywordFaults(keyword, `${path}.when.${index}`)),
    ...texts(`${path}.say`, line.say, MOST.say),
    ...(line.outcome === null ? [] : key(`${path}.outcome`, line.outcome)),
    ...(["extract", "expects"] as const).flatMap((name) =>
      Object.keys(line[name]).flatMap((fact) => key(`${path}.${name}.${fact}`, fact)),
    ),
    ...TARGETS.flatMap((name) => target(`${path}.${name}`, line[name], ids)),
    ...maybe(`${path}.again`, line.again),
    ...maybe(`${path}.retry`, line.retry),
    ...(fits ? [] : [{ path: `${path}.priority`, code: "range" as const, values: { min: lowest, max: highest } }]),
  ];
}

function idFaults(id: string, path: string, ids: readonly string[]): Fault[] {
  if (!KEY.test(id)) return [{ path, code: "key" }];
  if (RESERVED.includes(id)) return [{ path, code: "idReserved", values: { id } }];
  return ids.filter((other) => other === id).length > 1 ? [{ path, code: "idTaken", values: { id } }] : [];
}

/** The notation's own rules: words with a letter or digit, few gaps. */
export function keywordFaults(keyword: string, path: string): Fault[] {
  const bare = keyword.trim();
  const values = { keyword: bare };
  if (bare.length < 2 || bare.length > MOST.keyword) {
    return [{ path, code: "keywordLength", values: { ...values, min: 2, max: MOST.keyword } }];
  }
  const words = bare.replace(/ \$$/, "").replaceAll("|", " ").replaceAll(" + ", " ").split(/\s+/).filter(Boolean);
  const gaps = words.filter((word) => /^\.+$/.test(word));
  const lettered = words.every((word) => gaps.includes(word) || /[\p{L}\p{N}]/u.test(word));
  if (gaps.length === words.length || !lettered) return [{ path, code: "keywordWord", values }];
  return gaps.length > MOST_GAPS ? [{ path, code: "keywordGaps", values: { ...values, max: MOST_GAPS } }] : [];
}

function linksOf(lines: Lines): string[] {
  const targets = lines.lines.flatMap((line) => TARGETS.map((name) => line[name]));
  return [...lines.next, ...targets, lines.greeting_yes, lines.greeting_no].filter((id) => id !== null);
}

function target(path: string, id: string | null, ids: readonly string[]): Fault[] {
  return id === null || ids.includes(id) ? [] : [{ path, code: "unknown", values: { id } }];
}

function key(path: string, value: string): Fault[] {
  return KEY.test(value) ? [] : [{ path, code: "key" }];
}

function count(path: string, items: readonly unknown[], min: number, max: number): Fault[] {
  if (items.length < min) return [{ path, code: "few" }];
  return items.length > max ? [{ path, code: "many", values: { max } }] : [];
}

function texts(path: string, items: readonly string[], max: number): Fault[] {
  return [...count(path, items, 1, max), ...items.flatMap((item, index) => text(`${path}.${index}`, item))];
}

function text(path: string, value: string): Fault[] {
  if (value.trim() === "") return [{ path, code: "empty" }];
  return value.trim().length > MOST.text ? [{ path, code: "long", values: { max: MOST.text } }] : [];
}

function maybe(path: string, value: string | null): Fault[] {
  return value === null ? [] : text(path, value);
}
