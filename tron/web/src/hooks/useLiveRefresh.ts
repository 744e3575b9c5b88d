import { useEffect, useRef } from "react";
import { useSWRConfig } from "swr";
import { useLive } from "@/stores/live";

/** At most one refresh in this time, however many calls begin and end. */
const PAUSE_MS = 500;

/** Calls `refresh` when a call began, was answered or ended: for lists that `useSWRInfinite` loads. */
export function useOnCallsChanged(refresh: () => void): void {
  const changes = useLive((live) => live.changes);
  const seen = useRef(changes);
  const latest = useRef(refresh);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    latest.current = refresh;
  });
  useEffect(() => {
    if (changes === seen.current) return;
    seen.current = changes;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      latest.current();
    }, PAUSE_MS);
  }, [changes]);
  useEffect(() => () => clearTimeout(timer.current), []);
}

/** Connects the app to its live events and renews everything loaded from /api/tron/calls as calls go on. */
export function useLiveRefresh(): void {
  const { mutate } = useSWRConfig();
  const start = useLive((live) => live.start);
  const stop = useLive((live) => live.stop);
  useEffect(() => {
    start();
    return stop;
  }, [start, stop]);
  useOnCallsChanged(() => void mutate(isOfCalls));
}

function isOfCalls(key: unknown): boolean {
  const address = Array.isArray(key) ? key[0] : key;
  return typeof address === "string" && address.startsWith("/api/tron/calls");
}
