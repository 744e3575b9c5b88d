import { type ApiError, toApiError } from "@/lib/errors";
import { type Passed, passedBy } from "./panel";
import type { Step } from "./types";

export type Ending = { reason: string; outcome: string | null };

/** A talk in writing over a flow. */
export type Talk = {
  state: "silent" | "connecting" | "talking" | "over" | "lost";
  steps: readonly Step[];
  /** It listens: something can be said. */
  waiting: boolean;
  ending: Ending | null;
  error: ApiError | null;
};

export const SILENT: Talk = { state: "silent", steps: [], waiting: false, ending: null, error: null };

export type Message = Readonly<Record<string, unknown>> & { type: string };

/** Reads a message of the simulator; undefined for rubbish. */
export function readMessage(data: unknown): Message | undefined {
  try {
    const body: unknown = JSON.parse(String(data));
    const typed = typeof body === "object" && body !== null && "type" in body && typeof body.type === "string";
    return typed ? (body as Message) : undefined;
  } catch {
    return undefined;
  }
}

const STEPS: ReadonlySet<string> = new Set(["agent", "caller", "node", "event"]);

/** The talk after a message of the server. Messages it does not know change nothing. */
export function afterMessage(talk: Talk, message: Message): Talk {
  if (STEPS.has(message.type)) return withStep(talk, message as Step);
  switch (message.type) {
    case "started":
      return { ...SILENT, state: "talking" };
    case "reset":
    case "back":
      return { ...SILENT, state: "talking", steps: stepsOf(message["steps"]) };
    case "waiting":
      return { ...talk, state: "talking", waiting: true };
    case "ended":
      return { ...talk, state: "over", waiting: false, ending: endingOf(message) };
    case "error":
      return afterError(talk, toApiError(message, 0));
    default:
      return talk;
  }
}

function withStep(talk: Talk, step: Step): Talk {
  return { ...talk, state: "talking", waiting: false, steps: [...talk.steps, step] };
}

/** A talk that never began falls silent again; one that runs goes on and takes the next words. */
function afterError(talk: Talk, error: ApiError): Talk {
  const state = talk.state === "connecting" ? "silent" : talk.state;
  return { ...talk, state, waiting: state === "talking", error };
}

function stepsOf(value: unknown): Step[] {
  return Array.isArray(value) ? value : [];
}

function endingOf({ reason, outcome }: Message): Ending {
  return { reason: String(reason ?? ""), outcome: typeof outcome === "string" ? outcome : null };
}

/** What a person reads: each node with the way it was left by, in place of the event that tells it. */
export function readable(steps: readonly Step[]): Step[] {
  const shown: Step[] = [];
  for (const step of steps) {
    if (step.event !== LEFT) {
      shown.push({ ...step });
      continue;
    }
    const entered = shown.findLast(({ type, node }) => type === "node" && node === step.node);
    if (entered) entered.handle = step.handle ?? null;
  }
  return shown;
}

const LEFT = "flow.node_left";

/** The nodes that were walked, in their order, each with the way it was left by. */
export function pathOf(steps: readonly Step[]): Passed[] {
  return passedBy(
    steps.flatMap(({ type, event, node, node_type, handle }) =>
      node && (type === "node" || event === LEFT)
        ? [{ entered: type === "node", node, type: node_type ?? null, way: handle ?? null }]
        : [],
    ),
  );
}

/** Every variable as it stands after the steps, and which of them the last turn changed. */
export function variablesOf(steps: readonly Step[]): { name: string; value: unknown; fresh: boolean }[] {
  const turn = steps.findLastIndex(({ type }) => type === "caller");
  const now = new Map<string, { value: unknown; at: number }>();
  steps.forEach(({ variables }, at) => {
    for (const [name, value] of Object.entries(variables ?? {})) now.set(name, { value, at });
  });
  return [...now].map(([name, { value, at }]) => ({ name, value, fresh: at > turn }));
}
