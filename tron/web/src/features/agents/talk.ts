import { type ApiError, toApiError } from "@/lib/errors";

/** One line of a simulated talk. `seconds` is how long the agent took to answer. */
export type Line =
  | { who: "agent"; text: string; seconds: number | null; node?: FlowNode }
  | { who: "caller"; text: string }
  | { who: "silence" }
  | { who: "note"; code: "prepared" | "vendorFailed" | "optedOut" }
  | { who: "notRun"; tool: string }
  | { who: "pressed"; keys: string };

/** A node of the agent's flow, by its type and name. */
export type FlowNode = { type: string; label: string };

export type Ending = { reason: string; outcome: string | null; extracted: Readonly<Record<string, unknown>> };

export type Talk = {
  state: "silent" | "connecting" | "talking" | "over" | "lost";
  lines: readonly Line[];
  /** When the agent was last asked something; null while it owes no answer. */
  askedAt: number | null;
  /** Where the talk is in the agent's flow; null in free talk. */
  node: FlowNode | null;
  ending: Ending | null;
  error: ApiError | null;
};

export const SILENT: Talk = { state: "silent", lines: [], askedAt: null, node: null, ending: null, error: null };

type Message = Readonly<Record<string, unknown>> & { type: string };

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

/** The talk after a message that came at `now`, in milliseconds. Messages it does not know change nothing. */
export function afterMessage(talk: Talk, message: Message, now: number): Talk {
  switch (message.type) {
    case "started":
      return { ...talk, state: "talking" };
    case "agent":
      return withAgentLine(talk, String(message["text"] ?? ""), now);
    case "listening":
      return { ...talk, askedAt: null };
    case "note":
      return message["code"] === "prepared_lines" ? withNote(talk, "prepared") : talk;
    case "event":
      return afterEvent(talk, message["event"], message["payload"]);
    case "ended":
      return { ...talk, state: "over", askedAt: null, ending: endingOf(message) };
    case "error":
      return afterError(talk, toApiError(message, 0));
    default:
      return talk;
  }
}

function withAgentLine(talk: Talk, text: string, now: number): Talk {
  const seconds = talk.askedAt === null ? null : (now - talk.askedAt) / 1000;
  const line: Line = { who: "agent", text, seconds, ...(talk.node ? { node: talk.node } : {}) };
  return { ...talk, askedAt: null, lines: [...talk.lines, line] };
}

function withLine(talk: Talk, line: Line): Talk {
  return { ...talk, lines: [...talk.lines, line] };
}

function withNote(talk: Talk, code: "prepared" | "vendorFailed" | "optedOut"): Talk {
  return withLine(talk, { who: "note", code });
}

function afterEvent(talk: Talk, event: unknown, payload: unknown): Talk {
  if (event === "flow.node_entered") return { ...talk, node: nodeOf(payload) };
  if (event === "vendor.failed") return withNote(talk, "vendorFailed");
  if (event === "tool.not_run") return withLine(talk, { who: "notRun", tool: textOf(payload, "name") });
  if (event === "keys.sent") return withLine(talk, { who: "pressed", keys: textOf(payload, "keys") });
  return event === "call.opted_out" ? withNote(talk, "optedOut") : talk;
}

function nodeOf(payload: unknown): FlowNode | null {
  if (typeof payload !== "object" || payload === null || !("type" in payload)) return null;
  const type = String(payload.type);
  return { type, label: "label" in payload && payload.label ? String(payload.label) : type };
}

function textOf(payload: unknown, name: "name" | "keys"): string {
  const parts: Partial<Record<string, unknown>> = typeof payload === "object" && payload !== null ? { ...payload } : {};
  return String(parts[name] ?? "");
}

/** A talk that never began falls silent again; one that runs goes on. */
function afterError(talk: Talk, error: ApiError): Talk {
  return { ...talk, state: talk.state === "connecting" ? "silent" : talk.state, askedAt: null, error };
}

function endingOf(message: Message): Ending {
  const { reason, outcome, extracted_data: extracted } = message;
  return {
    reason: String(reason ?? ""),
    outcome: typeof outcome === "string" ? outcome : null,
    extracted: typeof extracted === "object" && extracted !== null ? (extracted as Record<string, unknown>) : {},
  };
}
