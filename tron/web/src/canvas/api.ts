import useSWR, { useSWRConfig } from "swr";
import { readNodeTypes } from "@/components/flow/useNodeTypes";
import {
  createFlow,
  publishFlow,
  useCallFlow,
  useFlow,
  useFlowVersion,
  validateFlow as validate,
} from "@/features/flows/api";
import { client, read } from "@/lib/api";
import type { Finding, Flow, FlowCanvas, NodeSpec, Specs } from "./model/types";

const FLOWS = "/api/tron/flows";
const FIXED = { revalidateOnFocus: false, revalidateIfStale: false } as const;

export { saveFlow } from "@/features/flows/api";
export { useCallFlow, useFlow, useFlowVersion as useVersion };

/** The node types in the order of the palette, by their names. They change with the server alone. */
export function useNodeSpecs() {
  return useSWR<Specs>(
    [FLOWS, "node-specs"],
    async () => {
      const { items } = await readNodeTypes();
      // The server names every part of a handle, null where there is none.
      return new Map(items.map((spec) => [spec.type, spec as NodeSpec]));
    },
    FIXED,
  );
}

/** The flows that another one may call. */
export function useFlowChoices(): readonly { id: string; name: string }[] {
  const { data } = useSWR([FLOWS, "choices"], () => read(client.GET(FLOWS, { params: { query: { limit: 200 } } })));
  return data?.items ?? [];
}

/** The approved words that messages may send. */
export function useMessageTemplates(): readonly { name: string; channel: string }[] {
  const path = "/api/tron/message-templates";
  const { data } = useSWR(path, () => read(client.GET(path)));
  return data?.items ?? [];
}

/** What stands in the way of a canvas. A field has the name that the node's form gives it: "text", not "data.text". */
export async function validateFlow(id: string, canvas_data: FlowCanvas): Promise<Finding[]> {
  const findings = await validate(id, canvas_data);
  return findings.map((finding) => ({ ...finding, field: finding.field?.replace(/^data\./, "") ?? null }));
}

/** Stores nodes that were taken out of a flow as a flow of their own. */
export function createSubflow(name: string, canvas_data: FlowCanvas): Promise<Flow> {
  return createFlow({ name, canvas_data });
}

/** Its first version, so that calls walk it at once. False where something in it is still to be mended. */
export function publishSubflow({ id, revision }: Flow): Promise<boolean> {
  return publishFlow(id, revision, "").then(
    () => true,
    () => false,
  );
}

/** Remembers a flow as the server just gave it, so that no page asks for it again. */
export function useRememberFlow(): (flow: Flow) => void {
  const { mutate } = useSWRConfig();
  return (flow) => void mutate([FLOWS, "one", flow.id], flow, { revalidate: false });
}
