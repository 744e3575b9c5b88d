import useSWR from "swr";
import { client, type Got, read } from "@/lib/api";
import { dayOf, startOfDay, timeZone } from "@/lib/days";

export type Stats = Got<"/api/tron/calls/stats">;
export type DayFigures = Stats["per_day"][number];

export const PERIODS = ["today", "7d", "30d"] as const;
export type Period = (typeof PERIODS)[number];

const DAYS: Record<Period, number> = { today: 1, "7d": 7, "30d": 30 };
/** One day makes no curve: charts of today show the week that led to it. */
const FEWEST_DAYS = 7;
/** Calls renew the figures as they begin and end; this is for the clock. */
const REFRESH_MS = 60_000;

/** The figures of a period of whole days up to now. */
export function usePeriod(period: Period) {
  return useStats(DAYS[period], 0);
}

/** The same, day by day, over a week at least. */
export function useDays(period: Period) {
  return useStats(Math.max(FEWEST_DAYS, DAYS[period]), 0);
}

/** The span before, up to the same hour: a week ago for a day or a week, else as many days earlier. */
export function useSpanBefore(period: Period) {
  return useStats(DAYS[period], Math.max(FEWEST_DAYS, DAYS[period]));
}

function useStats(days: number, earlier: number) {
  const today = dayOf(new Date());
  return useSWR(["/api/tron/calls/stats", today, days, earlier], () => fetchStats(today, days, earlier), {
    refreshInterval: REFRESH_MS,
  });
}

function fetchStats(today: string, days: number, earlier: number): Promise<Stats> {
  const until = new Date();
  until.setDate(until.getDate() - earlier);
  const from = startOfDay(today, 1 - days - earlier)?.toISOString() ?? null;
  const query = { from, to: earlier > 0 ? until.toISOString() : null, timezone: timeZone() };
  return read(client.GET("/api/tron/calls/stats", { params: { query } }));
}
