import { useCallback, useEffect, useRef, useState } from "react";
import { socketUrl } from "@/lib/base";
import { afterMessage, readMessage, SILENT, type Talk } from "../simulation";
import type { FlowCanvas } from "../types";

/** What is walked, from where, with what. */
export type Start = {
  version?: number;
  canvas_data?: FlowCanvas;
  agent_id?: string;
  node?: string;
  variables?: Record<string, unknown>;
  language?: string;
};

export type FlowSimulator = {
  talk: Talk;
  start: (wanted: Start) => void;
  /** `afterWords`: over the agent, once it has said so many words since the caller's last turn. */
  say: (text: string, afterWords?: number) => void;
  press: (keys: string) => void;
  staySilent: () => void;
  hangUp: () => void;
  back: () => void;
};

/** Where a closed connection takes nothing away. */
const DONE: ReadonlySet<Talk["state"]> = new Set(["silent", "over"]);

/** A talk in writing over a flow, on /ws/tron/flows/{id}/simulate. */
export function useFlowSimulator(flowId: string): FlowSimulator {
  const [talk, setTalk] = useState<Talk>(SILENT);
  const socket = useRef<WebSocket | null>(null);

  const drop = useCallback(() => {
    const old = socket.current;
    socket.current = null;
    old?.close();
  }, []);
  useEffect(() => drop, [drop]);

  const start = useCallback(
    (wanted: Start) => {
      drop();
      setTalk({ ...SILENT, state: "connecting" });
      const opened = new WebSocket(socketUrl(`/ws/tron/flows/${flowId}/simulate`));
      socket.current = opened;
      const mine = () => socket.current === opened;
      opened.addEventListener("open", () => opened.send(JSON.stringify({ type: "start", ...wanted })));
      opened.addEventListener("message", ({ data }) => {
        const message = readMessage(data);
        if (mine() && message) setTalk((now) => afterMessage(now, message));
      });
      opened.addEventListener("close", () => {
        if (!mine()) return;
        socket.current = null;
        setTalk((now) => (DONE.has(now.state) ? now : { ...now, state: "lost", waiting: false }));
      });
    },
    [flowId, drop],
  );

  const send = useCallback((message: object) => {
    if (socket.current?.readyState !== WebSocket.OPEN) return;
    socket.current.send(JSON.stringify(message));
    setTalk((now) => ({ ...now, waiting: false, error: null }));
  }, []);

  return {
    talk,
    start,
    say: (text, after_words) => send({ type: "say", text, ...(after_words ? { after_words } : {}) }),
    press: (keys) => send({ type: "keys", keys }),
    staySilent: () => send({ type: "silence" }),
    hangUp: () => send({ type: "hang_up" }),
    back: () => send({ type: "back" }),
  };
}
