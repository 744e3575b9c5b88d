import { useState } from "react";
import type { Pair } from "@/components/form/KeyValue";
import { useFlow, useFlowVersions } from "../api";
import { useAgents } from "../testCallApi";
import type { FlowCanvas } from "../types";
import { variablesFrom } from "../values";
import type { Start } from "./useFlowSimulator";

export type SimulatorSetup = ReturnType<typeof useSimulatorSetup>;

/** What the next talk walks ("draft" or a version), from where, who speaks, and what is known beforehand. */
export function useSimulatorSetup(flowId: string, canvas: FlowCanvas) {
  const [what, setWhat] = useState("draft");
  const [node, setNode] = useState("");
  const [agentId, setAgentId] = useState<string | null>(null);
  const [variables, setVariables] = useState<Pair[]>([]);
  const [begun, setBegun] = useState<{ canvas: FlowCanvas; choices: string } | null>(null);
  const versions = useFlowVersions(flowId).data ?? [];
  const listed = useAgents();
  const flow = useFlow(flowId);
  const agents = listed.data?.items ?? [];
  const users = flow.data?.used_by ?? [];
  const user = users.find(({ kind }) => kind === "agent");
  const agent = agentId ?? user?.id ?? agents[0]?.id ?? "";
  const choices = JSON.stringify([what, node, agent, variables]);

  const wanted = (): Start => {
    setBegun({ canvas, choices });
    return {
      ...(what === "draft" ? { canvas_data: canvas } : { version: Number(what) }),
      ...(agent ? { agent_id: agent } : {}),
      ...(node ? { node } : {}),
      variables: variablesFrom(variables),
    };
  };

  const edited = what === "draft" && begun !== null && begun.canvas !== canvas;
  return {
    what,
    setWhat,
    node,
    setNode,
    agent,
    setAgentId,
    variables,
    setVariables,
    versions,
    agents,
    /** Who speaks is known, as far as it can be. */
    ready: [listed, flow].every(({ data, error }) => data !== undefined || error !== undefined),
    wanted,
    /** The same for a scenario. */
    asScenario: { agentId: agent, node, variables },
    /** The talk that runs is not what would be started now. */
    changed: begun !== null && (edited || begun.choices !== choices),
  };
}
