import useSWRImmutable from "swr/immutable";
import { client, type Got, read } from "@/lib/api";

const NODE_TYPES = "/api/tron/flows/node-types";

export type NodeTypes = Got<typeof NODE_TYPES>["items"];

/** Every type of node, as the palette shows it. */
export function readNodeTypes() {
  return read(client.GET(NODE_TYPES));
}

/** The types of nodes, which change with the server alone; undefined until they are here. */
export function useNodeTypes(): NodeTypes | undefined {
  return useSWRImmutable(NODE_TYPES, readNodeTypes).data?.items;
}

/** What a type calls a way out that all its nodes have; undefined for one that is a row of a node's data. */
export function fixedWay(types: NodeTypes | undefined, type: string, way: string): string | undefined {
  const handles = types?.find((one) => one.type === type)?.handles ?? [];
  return handles.find(({ id, rows }) => !rows && id === way)?.title ?? undefined;
}
