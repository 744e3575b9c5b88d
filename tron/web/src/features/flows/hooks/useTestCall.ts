import { useState } from "react";
import { AudioProblem } from "@/lib/audio/problem";
import { isTalking, useTalk } from "@/stores/talk";
import type { DraftProps, PanelProps } from "../panel";
import { type Agent, callHere, callPractice, linkAgent, useAgents } from "../testCallApi";
import { useLitCall } from "./useLitCall";

export type TestCall = ReturnType<typeof useTestCall>;

/** What a spoken call walks: the draft, or what is published. */
export type Spoken = "draft" | "published";

/** A spoken call over a flow: in this browser, or to a practice person. A draft is written before it is spoken. */
export function useTestCall(
  flowId: string,
  highlight: PanelProps["highlight"],
  flush: DraftProps["flush"] = async () => 0,
) {
  const { data, mutate } = useAgents();
  const agents = data?.items ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [busy, setBusy] = useState<"link" | "browser" | "practice" | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [callId, setCallId] = useState<string | null>(null);
  const startTalk = useTalk((talk) => talk.start);
  const talking = useTalk((talk) => isTalking(talk.stage));
  useLitCall(callId, highlight);
  const linked = agents.filter((agent) => agent.flow_id === flowId);
  const agent = agents.find(({ id }) => id === chosen) ?? linked[0] ?? agents[0];

  const doing = async (what: typeof busy, work: () => Promise<unknown>) => {
    setBusy(what);
    setError(null);
    try {
      await work();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(null);
    }
  };

  const speak = ({ id }: Agent, spoken: Spoken) =>
    startTalk(async () => {
      const ticket = await callHere(id, spoken === "draft");
      setCallId(ticket.callId);
      return ticket;
    });

  return {
    agents,
    agent,
    choose: setChosen,
    isLinked: agent?.flow_id === flowId,
    talking,
    busy,
    error: error instanceof AudioProblem ? null : error,
    problem: error instanceof AudioProblem ? error : null,
    callId,
    link: (wanted: Agent) => void doing("link", () => linkAgent(wanted, flowId).then(() => mutate())),
    speak: (wanted: Agent, spoken: Spoken) =>
      void doing("browser", async () => {
        if (spoken === "draft") await flush();
        await speak(wanted, spoken);
      }),
    practise: (wanted: Agent, spoken: Spoken) =>
      void doing("practice", async () => {
        if (spoken === "draft") await flush();
        setCallId((await callPractice(wanted.id, spoken === "draft")).id);
      }),
  };
}
