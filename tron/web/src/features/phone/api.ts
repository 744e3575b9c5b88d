import useSWR, { useSWRConfig } from "swr";
import { answered, client, type Got, read } from "@/lib/api";
import { toApiError } from "@/lib/errors";
import type { components } from "@/lib/schema";

export type Line = Got<"/api/tron/lines">["items"][number];
export type LineDetail = Got<"/api/tron/lines/{name}">;
export type FormField = LineDetail["form"][number];
export type State = LineDetail["state"];
export type Trunk = Got<"/api/tron/trunks">["items"][number];
export type TrunkTest = Got<"/api/tron/trunks/{trunk_id}/test">;
export type LineTest = NonNullable<TrunkTest["last"]>;
export type TrunkIn = components["schemas"]["TrunkIn"];
export type PhoneNumber = Got<"/api/tron/numbers">["items"][number];
export type NumberIn = components["schemas"]["NumberIn"];
export type Hours = NonNullable<PhoneNumber["hours"]>;
export type Opening = Hours["open"][number];

const LINES = "/api/tron/lines";
const TRUNKS = "/api/tron/trunks";
const NUMBERS = "/api/tron/numbers";
/** Calls come and go, and a carrier that was away comes back. */
const WATCH_MS = 10_000;
const TEST_MS = 700;

export function useLines() {
  return useSWR(LINES, () => read(client.GET(LINES)));
}

/** How a line is right now, and the form of its trunks. */
export function useLine(name: string) {
  return useSWR([LINES, name], () => read(client.GET(`${LINES}/{name}`, { params: { path: { name } } })), {
    refreshInterval: WATCH_MS,
  });
}

export function useTrunks() {
  return useSWR(TRUNKS, () => read(client.GET(TRUNKS)), { refreshInterval: WATCH_MS });
}

/** How a trunk is right now: its server, gateway or vendor is asked. */
export function useTrunkState(trunk_id: string) {
  return useSWR(
    [TRUNKS, "state", trunk_id],
    () => read(client.GET(`${TRUNKS}/{trunk_id}/state`, { params: { path: { trunk_id } } })),
    { refreshInterval: WATCH_MS },
  );
}

/** Whether a trunk can be tested, and what its last test found; followed closely while one goes on. */
export function useTrunkTest(trunk_id: string) {
  return useSWR(
    [TRUNKS, "test", trunk_id],
    () => read(client.GET(`${TRUNKS}/{trunk_id}/test`, { params: { path: { trunk_id } } })),
    { refreshInterval: (shown) => (goesOn(shown) ? TEST_MS : WATCH_MS) },
  );
}

export function goesOn(shown: TrunkTest | undefined): boolean {
  return !!shown?.last && shown.last.state !== "done";
}

/** Rings a number of ours by this trunk. */
export function startTest(trunk_id: string): Promise<TrunkTest> {
  return read(client.POST(`${TRUNKS}/{trunk_id}/test`, { params: { path: { trunk_id } }, body: {} }));
}

export function useNumbers() {
  return useSWR(NUMBERS, () => read(client.GET(NUMBERS)), { refreshInterval: 6 * WATCH_MS });
}

/** Who may answer a number. */
export function useAgents() {
  return useSWR(["/api/tron/agents", "of numbers"], () =>
    read(client.GET("/api/tron/agents", { params: { query: { limit: 200 } } })),
  );
}

/** The flows that may answer outside the hours: those that are published. */
export function usePublishedFlows() {
  return useSWR(["/api/tron/flows", "of numbers"], async () => {
    const { items } = await read(client.GET("/api/tron/flows", { params: { query: { limit: 200 } } }));
    return items.filter(({ version }) => version > 0);
  });
}

/** Asks for everything about lines again: a trunk's change shows in its line's state, and so on. */
export function usePhoneChanged(): () => void {
  const { mutate } = useSWRConfig();
  return () => void mutate((key) => [LINES, TRUNKS, NUMBERS].includes(String(Array.isArray(key) ? key[0] : key)));
}

export function saveTrunk(body: TrunkIn, stored: Trunk | null): Promise<Trunk> {
  if (stored === null) return read(client.POST(TRUNKS, { body }));
  const params = { path: { trunk_id: stored.id } };
  return read(client.PUT(`${TRUNKS}/{trunk_id}`, { params, body: { ...body, revision: stored.revision } }));
}

export function removeTrunk(trunk_id: string): Promise<void> {
  return done(client.DELETE(`${TRUNKS}/{trunk_id}`, { params: { path: { trunk_id } } }));
}

export function saveNumber(body: NumberIn, stored: PhoneNumber | null): Promise<PhoneNumber> {
  if (stored === null) return read(client.POST(NUMBERS, { body }));
  const params = { path: { number_id: stored.id } };
  return read(client.PUT(`${NUMBERS}/{number_id}`, { params, body: { ...body, revision: stored.revision } }));
}

export function removeNumber(number_id: string): Promise<void> {
  return done(client.DELETE(`${NUMBERS}/{number_id}`, { params: { path: { number_id } } }));
}

/** For answers without a body. */
async function done(request: Parameters<typeof answered>[0]): Promise<void> {
  const { error, response } = await answered(request);
  if (!response.ok) throw toApiError(error, response.status);
}
