import type { Hours, NumberIn, Opening, PhoneNumber } from "./api";

export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const INDIA = "Asia/Kolkata";

/** A number as its form holds it: NaN where there is no limit. */
export type NumberForm = {
  number: string;
  label: string;
  agent_id: string;
  trunk_id: string;
  hours: Hours | null;
  after_hours_flow_id: string;
  max_calls: number;
  calls_per_second: number;
  enabled: boolean;
};

/** Those that the server names in its problems. */
export const FIELDS = [
  "number",
  "label",
  "agent_id",
  "trunk_id",
  "hours.timezone",
  "hours",
  "after_hours_flow_id",
  "max_calls",
  "calls_per_second",
] as const;

export function numberForm(row: PhoneNumber | null): NumberForm {
  return {
    number: row?.number ?? "",
    label: row?.label ?? "",
    agent_id: row?.agent_id ?? "",
    trunk_id: row?.trunk_id ?? "",
    hours: row?.hours ?? null,
    after_hours_flow_id: row?.after_hours_flow_id ?? "",
    max_calls: row?.max_calls ?? Number.NaN,
    calls_per_second: row?.calls_per_second ?? Number.NaN,
    enabled: row?.enabled ?? true,
  };
}

/** What is sent; null while the hours cannot be. */
export function numberOf(form: NumberForm): NumberIn | null {
  if (hoursFault(form.hours)) return null;
  return {
    ...form,
    agent_id: form.agent_id || null,
    trunk_id: form.trunk_id || null,
    after_hours_flow_id: form.hours ? form.after_hours_flow_id || null : null,
    max_calls: limit(form.max_calls),
    calls_per_second: limit(form.calls_per_second),
  };
}

function limit(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** Office hours, to begin with. */
export function someHours(): Hours {
  return { timezone: INDIA, open: [anOpening()] };
}

export function anOpening(): Opening {
  return { days: ["mon", "tue", "wed", "thu", "fri"], start: "09:00", end: "18:00" };
}

export type HoursFault = { code: "none" } | { code: "days" | "time" | "order"; n: number };

/** Why hours cannot be kept: the first opening (counted from 1) that is wrong. */
export function hoursFault(hours: Hours | null): HoursFault | null {
  if (hours === null) return null;
  if (hours.open.length === 0) return { code: "none" };
  for (const [index, { days, start, end }] of hours.open.entries()) {
    const n = index + 1;
    if (days.length === 0) return { code: "days", n };
    if (!isMinute(start) || !isMinute(end)) return { code: "time", n };
    if (start >= end) return { code: "order", n };
  }
  return null;
}

/** 00:00 to 23:59, and 24:00, which is the day's end. */
function isMinute(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text);
}
