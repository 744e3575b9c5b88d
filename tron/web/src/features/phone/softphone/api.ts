import { client, read } from "@/lib/api";
import type { components } from "@/lib/schema";

export type Softphone = components["schemas"]["SoftphoneOut"];
export type Code = Softphone["codes"][number];

/** A softphone's account with its password; kept by the page only while it is shown. */
export function showSoftphone(trunk_id: string): Promise<Softphone> {
  return read(client.POST("/api/tron/trunks/{trunk_id}/softphone", { params: { path: { trunk_id } } }));
}
