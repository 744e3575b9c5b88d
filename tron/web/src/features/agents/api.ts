import useSWR from "swr";
import { client, type Got, read } from "@/lib/api";

export type Agent = Got<"/api/tron/agents">["items"][number];

/** The agents; more than 200 are for the page that has a search. */
export function useAgents() {
  return useSWR("/api/tron/agents", () => read(client.GET("/api/tron/agents", { params: { query: { limit: 200 } } })));
}
