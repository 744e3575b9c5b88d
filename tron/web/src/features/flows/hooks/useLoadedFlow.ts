import useSWR from "swr";
import type { Flow } from "../types";

/** A flow as useFlow has loaded it for another part of the page: this asks for nothing, and so brings no newer draft. */
export function useLoadedFlow(id: string | null): Flow | undefined {
  return useSWR<Flow>(id === null ? null : ["/api/tron/flows", "one", id], null).data;
}
