import useSWR from "swr";
import { answered, client, type Got, read } from "@/lib/api";
import { malformed, toApiError } from "@/lib/errors";
import { useConnection } from "@/stores/live";

export type Readiness = Got<"/readyz">;
export type Check = Readiness["checks"][number];
/** With the moment it came, by this machine's clock. */
export type Health = Got<"/api/tron/health"> & { receivedAt: number };
export type Vendor = Health["vendors"][number];

const CALM_MS = 15_000;
const BUSY_MS = 3_000;
const WATCH_MS = 4_000;
const HEALTH = "/api/tron/health";

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

/** Tron's own parts and the vendors; `watched`: somebody looks at them now, so they are read every few seconds. */
export function useHealth(watched: boolean) {
  return useSWR(HEALTH, fetchHealth, { refreshInterval: watched ? WATCH_MS : CALM_MS });
}

async function fetchHealth(): Promise<Health> {
  const body = await read(client.GET(HEALTH));
  return { ...body, receivedAt: Date.now() };
}

/** Lets the next call ask vendors again that are skipped now. */
export async function forgetTroubles(): Promise<void> {
  const { error, response } = await answered(client.POST("/api/tron/health/forget"));
  if (!response.ok) throw toApiError(error, response.status);
}
