import { useEffect } from "react";
import useSWR from "swr";
import { useOnCallsChanged } from "@/hooks/useLiveRefresh";
import { client, type Got, read } from "@/lib/api";
import { useLive } from "@/stores/live";

export type Worker = Got<"/api/tron/workers">["items"][number];
export type Desk = Worker["desks"][number];

const WORKERS = "/api/tron/workers";
/** A worker that falls silent tells nobody. */
const WATCH_MS = 10_000;

/** The workers, asked for again when one tells of itself, and when calls begin or end. */
export function useWorkers() {
  const workers = useSWR(WORKERS, () => read(client.GET(WORKERS)), { refreshInterval: WATCH_MS });
  const { mutate } = workers;
  const told = useLive(({ streams }) =>
    Object.values(streams)
      .filter(({ type }) => type === "agent.status")
      .map(({ stream, sequence }) => `${stream}#${sequence}`)
      .join(" "),
  );
  useEffect(() => {
    if (told !== "") void mutate();
  }, [told, mutate]);
  useOnCallsChanged(() => void mutate());
  return workers;
}
