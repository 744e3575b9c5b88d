import { useCallback, useEffect, useRef, useState } from "react";
import { socketUrl } from "@/lib/base";
import type { AgentCreate } from "../api";
import { afterMessage, type Line, readMessage, SILENT, type Talk } from "../talk";

export type Simulator = {
  talk: Talk;
  /** `runTools`: tools that may change something run too. `agentId`: the stored agent whose documents it knows. */
  start: (agent: AgentCreate, runTools: boolean, agentId: string | null) => void;
  say: (text: string) => void;
  staySilent: () => void;
  hangUp: () => void;
};

/** Where a closed connection takes nothing away. */
const DONE: ReadonlySet<Talk["state"]> = new Set(["silent", "over"]);

/** A talk in writing with an agent that need not be saved, over /ws/tron/simulator. */
export function useSimulator(): Simulator {
  const [talk, setTalk] = useState<Talk>(SILENT);
  const socket = useRef<WebSocket | null>(null);

  const drop = useCallback(() => {
    const old = socket.current;
    socket.current = null;
    old?.close();
  }, []);
  useEffect(() => drop, [drop]);

  const connect = useCallback((first: object) => {
    const opened = new WebSocket(socketUrl("/ws/tron/simulator"));
    socket.current = opened;
    const mine = () => socket.current === opened;
    opened.addEventListener("open", () => opened.send(JSON.stringify(first)));
    opened.addEventListener("message", ({ data }) => {
      const message = readMessage(data);
      if (mine() && message) setTalk((now) => afterMessage(now, message, performance.now()));
    });
    opened.addEventListener("close", () => {
      if (!mine()) return;
      socket.current = null;
      setTalk((now) => (DONE.has(now.state) ? now : { ...now, state: "lost", askedAt: null }));
    });
  }, []);

  const start = useCallback(
    (agent: AgentCreate, runTools: boolean, agentId: string | null) => {
      setTalk({ ...SILENT, state: "connecting", askedAt: performance.now() });
      const contact = { contact_name: null, contact_metadata: {} };
      const message = { type: "start", agent, agent_id: agentId, ...contact, run_tools: runTools };
      if (socket.current?.readyState === WebSocket.OPEN) socket.current.send(JSON.stringify(message));
      else {
        drop();
        connect(message);
      }
    },
    [connect, drop],
  );

  const send = useCallback((message: object, line: Line | null) => {
    if (socket.current?.readyState !== WebSocket.OPEN) return;
    socket.current.send(JSON.stringify(message));
    const asked = performance.now();
    setTalk((now) => ({ ...now, askedAt: asked, error: null, lines: line ? [...now.lines, line] : now.lines }));
  }, []);

  return {
    talk,
    start,
    say: (text: string) => send({ type: "say", text }, { who: "caller", text }),
    staySilent: () => send({ type: "silence" }, { who: "silence" }),
    hangUp: () => send({ type: "hangup" }, null),
  };
}
