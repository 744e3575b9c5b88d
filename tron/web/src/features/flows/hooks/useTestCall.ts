import { useEffect, useMemo, useRef, useState } from "react";
import { AudioProblem } from "@/lib/audio/problem";
import type { CallEvent } from "@/lib/live/messages";
import { useCallEvents } from "@/stores/live";
import { isTalking, useTalk } from "@/stores/talk";
import { type Agent, callHere, callPractice, linkAgent, useAgents } from "../api";
import { drawnPath, type PanelProps, passedBy } from "../panel";

export type TestCall = ReturnType<typeof useTestCall>;

/** A spoken call over the published flow: in this browser, or to a practice person. */
export function useTestCall(flowId: string, highlight: PanelProps["highlight"]) {
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

  const speak = ({ id }: Agent) =>
    startTalk(async () => {
      const ticket = await callHere(id);
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
    speak: (wanted: Agent) => void doing("browser", () => speak(wanted)),
    practise: (wanted: Agent) => void doing("practice", async () => setCallId((await callPractice(wanted.id)).id)),
  };
}

/** Lights the nodes of a call as it walks them. */
function useLitCall(callId: string | null, highlight: PanelProps["highlight"]): void {
  const events = useCallEvents(callId);
  const path = useMemo(() => drawnPath(passedBy(events.flatMap(stepOf))), [events]);
  const latest = useRef(highlight);
  useEffect(() => {
    latest.current = highlight;
  });
  useEffect(() => {
    if (path.length > 0) latest.current(path);
  }, [path]);
  useEffect(() => () => latest.current([]), []);
}

/** An event of a node, as a step of the path. */
function stepOf({ type, node, payload }: CallEvent) {
  const entered = type === "flow.node_entered";
  if (node === null || (!entered && type !== "flow.node_left")) return [];
  const said = (name: string) => (typeof payload[name] === "string" ? payload[name] : null);
  return [{ entered, node, type: said("type"), way: said("handle") }];
}
