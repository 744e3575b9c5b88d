import { useMemo } from "react";
import useSWR from "swr";
import useSWRInfinite from "swr/infinite";
import { useOnCallsChanged } from "@/hooks/useLiveRefresh";
import { client, type Got, read } from "@/lib/api";
import { type Filters, queryOf } from "./filters";

/** A call as lists show it. */
export type Call = Got<"/api/tron/calls">["items"][number];
export type CallStatus = Call["status"];
/** A call with its talk, turns, cost and attempts. */
export type CallDetail = Got<"/api/tron/calls/{call_id}">;
export type TranscriptLine = CallDetail["transcript"][number];
export type CallTurn = CallDetail["turns"][number];
export type CallEvent = EventPage["items"][number];
type EventPage = Got<"/api/tron/calls/{call_id}/events">;

/** Lists are renewed as events tell; this is for what events do not tell, and for when they do not come. */
const REFRESH_MS = 15_000;
const PAGE = 50;
const EVENTS_PAGE = 1000;

/** The newest calls. */
export function useRecentCalls(limit: number) {
  return useSWR(["/api/tron/calls", limit], () => list({ limit }), { refreshInterval: REFRESH_MS });
}

/** Calls that ring or are talked on, the oldest first. */
export function useActiveCalls() {
  return useSWR("/api/tron/calls/active", () => read(client.GET("/api/tron/calls/active")), {
    refreshInterval: REFRESH_MS,
  });
}

/** The calls that fit, a page at a time. */
export function useCalls(filters: Filters) {
  const query = useMemo(() => queryOf(filters), [filters]);
  const pages = useSWRInfinite(
    (index, before: Awaited<ReturnType<typeof list>> | null) => {
      if (index === 0) return ["/api/tron/calls", query, null] as const;
      return before?.next_cursor ? (["/api/tron/calls", query, before.next_cursor] as const) : null;
    },
    ([, asked, cursor]) => list({ ...asked, limit: PAGE, ...(cursor ? { cursor } : {}) }),
    { refreshInterval: REFRESH_MS, keepPreviousData: true },
  );
  useOnCallsChanged(() => void pages.mutate());
  return pages;
}

/** One call, as it is now. */
export function useCall(id: string) {
  return useSWR(
    ["/api/tron/calls/one", id],
    () => read(client.GET("/api/tron/calls/{call_id}", { params: { path: { call_id: id } } })),
    { refreshInterval: (call) => (call && isBeingTranslated(call) ? REFRESH_MS : 0) },
  );
}

/** Whether its English waits for a worker, or is being written. */
export function isBeingTranslated({ english_state }: CallDetail): boolean {
  return english_state === "wanted" || english_state === "running";
}

/** The whole story of a call that is over; `id` null asks for nothing. */
export function useStoredEvents(id: string | null) {
  return useSWR(id === null ? null : ["/api/tron/calls/events", id], () => allEvents(id ?? ""), {
    revalidateOnFocus: false,
  });
}

/** What filters can offer: agents with their outcomes, and the lines of this Tron. */
export function useChoices() {
  const agents = useSWR(["/api/tron/agents", "choices"], () =>
    read(client.GET("/api/tron/agents", { params: { query: { limit: 200 } } })),
  );
  const lines = useSWR("/api/tron/lines", () => read(client.GET("/api/tron/lines")));
  return { agents: agents.data?.items ?? [], lines: lines.data?.items ?? [] };
}

export type Message = Got<"/api/tron/messages">["items"][number];

/** The messages of a call, and what was answered; asked again as reports come in later. */
export function useCallMessages(call_id: string, wanted: boolean) {
  return useSWR(
    wanted ? ["/api/tron/messages", call_id] : null,
    () => read(client.GET("/api/tron/messages", { params: { query: { call_id, limit: 200 } } })),
    { refreshInterval: REFRESH_MS },
  );
}

/** The trunks by their ids, asked for only by a call that went by one. */
export function useTrunkName(id: string | null) {
  const { data } = useSWR(id === null ? null : "/api/tron/trunks", () => read(client.GET("/api/tron/trunks")));
  return data && { name: data.items.find((trunk) => trunk.id === id)?.name ?? null };
}

export function retryCall(id: string, delay_minutes: number) {
  return read(
    client.POST("/api/tron/calls/{call_id}/retry", { params: { path: { call_id: id } }, body: { delay_minutes } }),
  );
}

/** Ends a live call; a queued one is cancelled. */
export function hangUp(id: string) {
  return read(client.POST("/api/tron/calls/{call_id}/hangup", { params: { path: { call_id: id } } }));
}

/** Has the English of a call that is over written beside what was said. */
export function writeEnglish(id: string) {
  return read(client.POST("/api/tron/calls/{call_id}/english", { params: { path: { call_id: id } } }));
}

function list(query: Partial<ReturnType<typeof queryOf>> & { limit: number; cursor?: string }) {
  return read(client.GET("/api/tron/calls", { params: { query } }));
}

async function allEvents(id: string): Promise<CallEvent[]> {
  const found: CallEvent[] = [];
  let next: string | null = "0";
  while (next !== null) {
    const page: EventPage = await eventsBehind(id, Number(next));
    found.push(...page.items);
    next = page.next_cursor;
  }
  return found;
}

function eventsBehind(id: string, after: number): Promise<EventPage> {
  const params = { path: { call_id: id }, query: { after, limit: EVENTS_PAGE } };
  return read(client.GET("/api/tron/calls/{call_id}/events", { params }));
}
