import useSWR from "swr";
import { answered, client, type Got } from "@/lib/api";
import { malformed, toApiError } from "@/lib/errors";
import { useConnection } from "@/stores/live";

export type Readiness = Got<"/readyz">;
export type Check = Readiness["checks"][number];

const CALM_MS = 15_000;
const BUSY_MS = 3_000;

/** The state of every dependency. It is read often while something starts, seldom once all are ready. */
export function useReadiness() {
  return useSWR("/readyz", fetchReadiness, {
    refreshInterval: (latest) => (latest?.status === "ready" ? CALM_MS : BUSY_MS),
  });
}

/** Whether Tron does not answer: neither to a question nor by its live events. */
export function useTronAway(): boolean {
  const { error } = useReadiness();
  return useConnection() === "away" || error !== undefined;
}

/** Tron that is not ready answers 503 with the same body: that is news, not an error. */
async function fetchReadiness(): Promise<Readiness> {
  const { data, error, response } = await answered(client.GET("/readyz"));
  const body: unknown = data ?? error;
  if (isReadiness(body)) return body;
  throw response.ok ? malformed(response.status) : toApiError(body, response.status);
}

function isReadiness(body: unknown): body is Readiness {
  return typeof body === "object" && body !== null && "checks" in body && Array.isArray(body.checks);
}
