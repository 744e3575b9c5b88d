import type { FormField, Trunk, TrunkIn } from "./api";

/** Stands for a secret that the server keeps; sent back it means: leave it as it is. */
export const MASK = "••••••••";

const SETTINGS = "settings";
export type SettingKey = `${typeof SETTINGS}.${string}`;

type Base = Required<Omit<TrunkIn, "settings" | "fallback_id">> & { fallback_id: string };

/** A trunk as its form holds it: each setting of its line under its own name, as the server's problems name it. */
export type TrunkForm = Base & { [setting: SettingKey]: unknown };

export const FIELDS = ["name", SETTINGS, "caller_ids", "max_calls", "calls_per_second", "fallback_id"] as const;

/** Under which name a setting stands in the form. */
export function settingKey(name: string): SettingKey {
  return `${SETTINGS}.${name}`;
}

export function trunkForm(line: string, form: readonly FormField[], trunk: Trunk | null): TrunkForm {
  return {
    line,
    name: trunk?.name ?? "",
    caller_ids: trunk?.caller_ids ?? [],
    max_calls: trunk?.max_calls ?? 10,
    calls_per_second: trunk?.calls_per_second ?? 1,
    fallback_id: trunk?.fallback_id ?? "",
    enabled: trunk?.enabled ?? true,
    is_default: trunk?.is_default ?? false,
    ...settingsForm(form, trunk),
  };
}

/** Of a trunk or a sender: its settings, and which secrets the server keeps. */
type Set = { settings: Readonly<Record<string, unknown>>; secrets_set: readonly string[] };

/** Each setting under its own name. */
export function settingsForm(form: readonly FormField[], row: Set | null): Record<SettingKey, unknown> {
  return Object.fromEntries(form.map((field) => [settingKey(field.name), settingOf(field, row)]));
}

function settingOf(field: FormField, row: Set | null): unknown {
  if (field.kind === "secret") return row?.secrets_set.includes(field.name) ? MASK : "";
  const stored = row?.settings[field.name];
  if (stored !== undefined) return stored;
  return field.default ?? (field.kind === "boolean" ? false : field.kind === "list" ? [] : null);
}

/** What is sent. */
export function trunkOf(written: TrunkForm, form: readonly FormField[]): TrunkIn {
  const { line, name, caller_ids, max_calls, calls_per_second, fallback_id, enabled, is_default } = written;
  return {
    line,
    name,
    caller_ids,
    max_calls,
    calls_per_second,
    enabled,
    is_default,
    fallback_id: fallback_id || null,
    settings: settingsOf(written, form),
  };
}

/** The settings as they are sent. A secret that was not written anew is left out, and stays; null takes it away. */
export function settingsOf(
  written: { readonly [setting: SettingKey]: unknown },
  form: readonly FormField[],
): Record<string, unknown> {
  const settings = form.flatMap((field) => {
    const value = written[settingKey(field.name)];
    const unsaid = field.kind === "secret" ? value === MASK || value === "" : field.required && value === null;
    return unsaid ? [] : [[field.name, named(value)]];
  });
  return Object.fromEntries(settings);
}

/** Of named values those that have a name. */
function named(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => name.trim() !== ""));
}

/** Settings that nearly every trunk of its line needs, beside those without which it cannot be. */
const COMMON: readonly string[] = ["kind", "domain", "username", "registers", "outbound_trunk_id", "inbound_trunk_id"];

/** Whether most trunks do without it. What one kind of account needs and another has not is no such setting. */
export function isOptional({ name, required, default: value }: FormField): boolean {
  const empty = value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
  return !required && empty && !COMMON.includes(name);
}

/** Splits a form into what most people fill in, and what is folded away. */
export function parted(form: readonly FormField[]): { front: FormField[]; rare: FormField[] } {
  const isFront = ({ name, required, kind }: FormField) => required || kind === "secret" || COMMON.includes(name);
  return { front: form.filter(isFront), rare: form.filter((field) => !isFront(field)) };
}
