import type { CallEvent } from "./api";
import { secondsInto } from "./story";

/** A node that the call walked. `start` is seconds on the recording's clock. */
export type PathStep = {
  key: number;
  node: string;
  type: string;
  label: string;
  /** The way it was left by; null while it runs, or when the talk went elsewhere. */
  handle: string | null;
  start: number;
};

type Told = Pick<CallEvent, "type" | "sequence" | "at" | "payload"> & { node?: string | null; call_id?: string };

/** The nodes of a flow in the order a call walked them, from its events. */
export function pathOf(events: readonly Told[], answeredAt: string | null): PathStep[] {
  const zero = answeredAt ?? events[0]?.at ?? null;
  const steps: PathStep[] = [];
  for (const { type, sequence, at, payload, node } of events) {
    const text = (name: string) => (typeof payload[name] === "string" ? payload[name] : "");
    if (type === "flow.node_entered") {
      const start = Math.max(0, secondsInto(at, zero));
      steps.push({ key: sequence, node: node ?? "", type: text("type"), label: text("label"), handle: null, start });
    }
    const last = steps.at(-1);
    if (type === "flow.node_left" && last && last.node === (node ?? "")) last.handle = text("handle") || null;
  }
  return steps;
}

/** The flow that a call walks: a version of it, or (`draft`) its draft as it was then. */
export type WalkedFlow = { id: string; version: number | null; draft: boolean; name: string; callId: string | null };

/** The flow that the call walks; null for a call without one. */
export function flowOf(events: readonly Told[]): WalkedFlow | null {
  const started = events.find(({ type }) => type === "flow.started");
  if (!started) return null;
  const { flow_id: id, version, draft, name } = started.payload;
  if (typeof id !== "string") return null;
  return {
    id,
    version: typeof version === "number" ? version : null,
    draft: draft === true,
    callId: started.call_id ?? null,
    name: typeof name === "string" ? name : "",
  };
}

/** The step that runs at `time`; -1 before the first. */
export function stepAt(steps: readonly PathStep[], time: number): number {
  return steps.findLastIndex(({ start }) => start <= time);
}

/** The node that each of the agent's utterances came from, by the utterance's key. */
export function speakersOf(
  utterances: readonly { key: string; role: string; start: number | null }[],
  steps: readonly PathStep[],
): ReadonlyMap<string, PathStep> {
  const found = new Map<string, PathStep>();
  for (const { key, role, start } of utterances) {
    const step = role === "agent" && start !== null ? steps[stepAt(steps, start)] : undefined;
    if (step) found.set(key, step);
  }
  return found;
}
