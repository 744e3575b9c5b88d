import { same } from "@/lib/changes";
import type { Changes, Setting } from "./api";

/** What a field holds. null: back to the default when saved. */
export type Value = string | number | boolean | readonly string[] | object | null;
export type Values = Readonly<Record<string, Value>>;

/** What a field shows of a stored setting: a secret's mask, the value, or nothing. */
export function shownValue(item: Setting): Value {
  if (item.secret) return item.mask ?? "";
  if (item.value === null || item.value === undefined) return item.type === "list" ? [] : "";
  return item.value as Value;
}

/** A field's value with what was edited over it; a reset one shows the default it goes back to. */
export function currentValue(item: Setting, edits: Values): Value {
  const edit = edits[item.key];
  if (edit === undefined) return shownValue(item);
  if (edit !== null) return edit;
  return item.secret ? "" : shownValue({ ...item, value: item.default });
}

/** Whether saving would change this setting. */
export function isChanged(item: Setting, edits: Values): boolean {
  const edit = edits[item.key];
  if (edit === undefined || item.source === "environment") return false;
  if (edit === null) return item.source === "stored";
  return !same(edit, shownValue(item));
}

export function changedItems(items: readonly Setting[], edits: Values): Setting[] {
  return items.filter((item) => isChanged(item, edits));
}

/** The changed settings as the API takes them: an empty text means "not set". */
export function toChanges(items: readonly Setting[], edits: Values): Changes {
  return Object.fromEntries(changedItems(items, edits).map((item) => [item.key, sent(edits[item.key] ?? null)]));
}

function sent(value: Value): Value {
  if (typeof value !== "string") return value;
  return value.trim() === "" ? null : value.trim();
}

/** What is wrong with a value, as far as a page can tell: a text's key with its values. */
export type Problem =
  | { key: "settings.error.number" | "settings.error.whole" | "settings.error.time" }
  | { key: "settings.error.range"; min: number | string; max: number | string }
  | { key: "settings.error.url"; schemes: string };

/** Checks what can be checked without the server, which decides in the end. */
export function problemOf(item: Setting, value: Value): Problem | null {
  if (value === null || value === "") return null;
  const { min, max } = item.limits;
  if (item.type === "integer" || item.type === "decimal") {
    if (typeof value !== "number" || Number.isNaN(value)) return { key: "settings.error.number" };
    if (item.type === "integer" && !Number.isInteger(value)) return { key: "settings.error.whole" };
    if (typeof min === "number" && typeof max === "number" && (value < min || value > max)) {
      return { key: "settings.error.range", min, max };
    }
  }
  if (item.type === "time" && typeof value === "string") {
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(value)) return { key: "settings.error.time" };
    if (typeof min === "string" && typeof max === "string" && (value < min || value > max)) {
      return { key: "settings.error.range", min, max };
    }
  }
  if (item.type === "url" && typeof value === "string") {
    const schemes = Array.isArray(item.limits["schemes"]) ? item.limits["schemes"].map(String) : [];
    if (schemes.length > 0 && !schemes.some((scheme) => value.trim().startsWith(`${scheme}://`))) {
      return { key: "settings.error.url", schemes: schemes.map((scheme) => `${scheme}://`).join(", ") };
    }
  }
  return null;
}

/** The problems of the server by setting: `values.livekit.url` and `values.compliance.countries.0` are two of them. */
export function byKey(problems: readonly { path: string; message: string }[], keys: readonly string[]) {
  const found: Record<string, string> = {};
  const homeless: string[] = [];
  for (const { path, message } of problems) {
    const key = keys.find((name) => path === `values.${name}` || path.startsWith(`values.${name}.`));
    if (key === undefined) homeless.push(message);
    else found[key] ??= message;
  }
  return { found, homeless };
}

/** What may be kept for after a reload: everything but secrets. */
export function withoutSecrets(items: readonly Setting[], edits: Values): Values {
  const open = new Set(items.filter((item) => !item.secret).map((item) => item.key));
  return Object.fromEntries(Object.entries(edits).filter(([key]) => open.has(key)));
}
