import useSWR from "swr";
import useSWRInfinite from "swr/infinite";
import { client, type Got, read } from "@/lib/api";

/** A call as lists show it. */
export type Call = Got<"/api/tron/calls">["items"][number];
export type CallStatus = Call["status"];

const REFRESH_MS = 5_000;
const PAGE = 50;

/** The newest calls, renewed every few seconds. */
export function useRecentCalls(limit: number) {
  return useSWR(["/api/tron/calls", limit], () => list({ limit }), { refreshInterval: REFRESH_MS });
}

/** All calls, newest first, a page at a time. */
export function useCalls() {
  return useSWRInfinite(
    (index, before: Awaited<ReturnType<typeof list>> | null) => {
      if (index === 0) return ["/api/tron/calls", PAGE, null] as const;
      return before?.next_cursor ? (["/api/tron/calls", PAGE, before.next_cursor] as const) : null;
    },
    ([, limit, cursor]) => list({ limit, ...(cursor ? { cursor } : {}) }),
    { refreshInterval: REFRESH_MS },
  );
}

function list(query: { limit: number; cursor?: string }) {
  return read(client.GET("/api/tron/calls", { params: { query } }));
}
