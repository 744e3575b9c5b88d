import { useEffect, useMemo, useRef } from "react";
import type { CallEvent } from "@/lib/live/messages";
import { useCallEvents } from "@/stores/live";
import { drawnPath, endedPath, type PanelProps, passedBy } from "../panel";

/** Lights the nodes of a call as it walks them; of one that is over all that it walked. Null: of none. */
export function useLitCall(callId: string | null, highlight: PanelProps["highlight"]): void {
  const events = useCallEvents(callId);
  const path = useMemo(() => {
    const walked = drawnPath(passedBy(events.flatMap(stepOf)));
    return events.some(({ type }) => OVER.has(type)) ? endedPath(walked) : walked;
  }, [events]);
  const latest = useRef(highlight);
  useEffect(() => {
    latest.current = highlight;
  });
  useEffect(() => {
    if (path.length > 0) latest.current(path);
  }, [path]);
  useEffect(() => () => latest.current([]), []);
}

const OVER: ReadonlySet<string> = new Set(["call.ended", "call.failed"]);

/** An event of a node, as a step of the path. */
function stepOf({ type, node, payload }: CallEvent) {
  const entered = type === "flow.node_entered";
  if (node === null || (!entered && type !== "flow.node_left")) return [];
  const said = (name: string) => (typeof payload[name] === "string" ? payload[name] : null);
  return [{ entered, node, type: said("type"), way: said("handle") }];
}
