import { client, read } from "@/lib/api";
import type { components } from "@/lib/schema";

export type SetUpIn = components["schemas"]["SetUpIn"];
export type SetUp = components["schemas"]["SetUpOut"];
export type Step = SetUp["steps"][number];

/** Makes or checks a trunk at LiveKit, and at Twilio where it is wanted. */
export function setUp(line: string, body: SetUpIn): Promise<SetUp> {
  return read(client.POST("/api/tron/lines/{name}/set-up", { params: { path: { name: line } }, body }));
}
