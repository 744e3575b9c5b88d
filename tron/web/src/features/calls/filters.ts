import { dayOf, startOfDay } from "@/lib/days";
import type { Call } from "./api";

export const STATUSES = [
  "queued",
  "ringing",
  "in_progress",
  "completed",
  "no_answer",
  "busy",
  "failed",
  "cancelled",
] as const satisfies readonly Call["status"][];
export const DIRECTIONS = ["outbound", "inbound"] as const satisfies readonly Call["direction"][];
export const DATES = ["all", "today", "7d", "30d", "range"] as const;
export const ORDERS = ["-created_at", "created_at", "-talk_time_seconds", "talk_time_seconds"] as const;

export type DateChoice = (typeof DATES)[number];

/** Which calls are asked for, as the address says it; "" does not restrict. Days are "2026-02-12", both included. */
export type Filters = {
  agent: string;
  status: Call["status"] | "";
  outcome: string;
  direction: Call["direction"] | "";
  line: string;
  search: string;
  date: DateChoice;
  from: string;
  to: string;
  sort: (typeof ORDERS)[number];
};

export const NO_FILTERS: Filters = {
  agent: "",
  status: "",
  outcome: "",
  direction: "",
  line: "",
  search: "",
  date: "all",
  from: "",
  to: "",
  sort: "-created_at",
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LONGEST = { outcome: 50, line: 30, search: 100 } as const;

/** The filters of an address; what nobody can have chosen is passed over. */
export function readFilters(address: URLSearchParams): Filters {
  const text = (name: string) => address.get(name) ?? "";
  const agent = text("agent");
  const date = oneOf(DATES, text("date")) ?? "all";
  const day = (name: string) => (date === "range" && startOfDay(text(name)) ? text(name) : "");
  return {
    agent: UUID.test(agent) ? agent : "",
    status: oneOf(STATUSES, text("status")) ?? "",
    outcome: text("outcome").slice(0, LONGEST.outcome),
    direction: oneOf(DIRECTIONS, text("direction")) ?? "",
    line: text("line").slice(0, LONGEST.line),
    search: text("search").slice(0, LONGEST.search),
    date,
    from: day("from"),
    to: day("to"),
    sort: oneOf(ORDERS, text("sort")) ?? NO_FILTERS.sort,
  };
}

/** The address of filters: only what differs from the list as it opens. */
export function writeFilters(filters: Filters): URLSearchParams {
  const chosen = Object.entries(filters).filter(([name, value]) => value !== NO_FILTERS[name as keyof Filters]);
  return new URLSearchParams(chosen);
}

/** Whether anything is left out of the list. */
export function restricts(filters: Filters): boolean {
  return [...writeFilters({ ...filters, sort: NO_FILTERS.sort }).keys()].length > 0;
}

/** How many filters besides the search leave something out. */
export function countChosen(filters: Filters): number {
  const { agent, status, outcome, direction, line, date } = filters;
  return [agent, status, outcome, direction, line, date === "all" ? "" : date].filter(Boolean).length;
}

/** What the API is asked, in days of this person's clock. */
export function queryOf(filters: Filters, now: Date = new Date()) {
  const { agent, status, outcome, direction, line, search, sort } = filters;
  return {
    sort,
    ...(agent ? { agent_id: agent } : {}),
    ...(status ? { status: [status] } : {}),
    ...(outcome ? { outcome } : {}),
    ...(direction ? { direction } : {}),
    ...(line ? { line } : {}),
    ...(search.trim() ? { search: search.trim() } : {}),
    ...span(filters, now),
  };
}

const DAYS_BACK: Partial<Record<DateChoice, number>> = { today: 0, "7d": 6, "30d": 29 };

function span({ date, from, to }: Filters, now: Date): { from?: string; to?: string } {
  const back = DAYS_BACK[date];
  if (back !== undefined) return { from: startOfDay(dayOf(now), -back)?.toISOString() ?? "" };
  const [first, behind] = [startOfDay(from), startOfDay(to, 1)];
  return { ...(first ? { from: first.toISOString() } : {}), ...(behind ? { to: behind.toISOString() } : {}) };
}

function oneOf<Name extends string>(names: readonly Name[], value: string): Name | undefined {
  return names.find((name) => name === value);
}
