import { SERIES_OF, type Series, seriesOf } from "@/lib/series";
import type { Trunk } from "./api";
import type { AgentForm, SettingRow } from "./fields";

const DEFAULT_LINE = "telephony.default_line";
const FROM_NUMBER = "telephony.from_number";
const COUNTRIES = "compliance.countries";
const EXCEPTIONS = "compliance.caller_id_exceptions";

/** The trunk that an agent calls by: its own, else the default one of the default line, else that line's first. */
export function trunkOf(chosen: string, trunks: readonly Trunk[], settings: readonly SettingRow[]): Trunk | undefined {
  const own = trunks.find(({ id }) => id === chosen);
  if (own) return own;
  const line = settingOf(settings, DEFAULT_LINE);
  const usable = trunks.filter((trunk) => trunk.enabled && trunk.line === line);
  return usable.find(({ is_default }) => is_default) ?? usable[0];
}

/** The series of which this trunk has no number, where calls of the category need one; null: nothing is missing. */
export function seriesLacking(
  category: AgentForm["call_category"],
  trunk: Trunk,
  settings: readonly SettingRow[],
): Series | null {
  if (category === "" || trunk.settings["kind"] === "softphone") return null;
  const wanted = SERIES_OF[category];
  const excepted = settingOf(settings, EXCEPTIONS);
  const shown = trunk.caller_ids.length > 0 ? trunk.caller_ids : [settingOf(settings, FROM_NUMBER)];
  const fits = shown.some((number) => {
    if (typeof number !== "string") return false;
    return seriesOf(number) === wanted || (Array.isArray(excepted) && excepted.includes(number));
  });
  return fits ? null : wanted;
}

/** Whether calls may go to Indian numbers by a carrier: only then it matters what an agent says that its calls are for. */
export function callsIndia(trunks: readonly Trunk[], settings: readonly SettingRow[]): boolean {
  const countries = settingOf(settings, COUNTRIES);
  const allowed = Array.isArray(countries) && countries.includes("IN");
  return allowed && trunks.some((trunk) => trunk.enabled && trunk.settings["kind"] !== "softphone");
}

function settingOf(settings: readonly SettingRow[], key: string): unknown {
  return settings.find((row) => row.key === key)?.value;
}
