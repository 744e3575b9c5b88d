/** One step of a call's story; sequences count from 1 without gaps for each call. */
export type CallEvent = {
  type: string;
  call_id: string;
  sequence: number;
  at: string;
  node: string | null;
  payload: Readonly<Record<string, unknown>>;
};

/** News of a campaign or a worker; sequences count for each stream. */
export type StreamEvent = {
  type: string;
  stream: string;
  sequence: number;
  at: string;
  payload: Readonly<Record<string, unknown>>;
};

/** What comes over /ws/tron. `error` names the fields that the server did not take. */
export type ServerMessage =
  | { kind: "subscribed" | "ping"; at: string }
  | { kind: "error"; fields: readonly string[] }
  | { kind: "call"; event: CallEvent }
  | { kind: "stream"; event: StreamEvent };

/** Reads a message; undefined for what this page does not know, so that a newer server does no harm. */
export function readMessage(data: unknown): ServerMessage | undefined {
  const body = parsed(data);
  if (!body || typeof body["type"] !== "string") return undefined;
  const { type, at } = body;
  if ((type === "subscribed" || type === "ping") && typeof at === "string") return { kind: type, at };
  if (type === "error") return { kind: "error", fields: badFields(body["error"]) };
  if (isCallEvent(body)) return { kind: "call", event: body };
  if (isStreamEvent(body)) return { kind: "stream", event: body };
  return undefined;
}

function parsed(data: unknown): Record<string, unknown> | undefined {
  if (typeof data !== "string") return undefined;
  try {
    return record(JSON.parse(data));
  } catch {
    return undefined;
  }
}

function record(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
}

function isCallEvent(body: Record<string, unknown>): body is CallEvent {
  return typeof body["call_id"] === "string" && isNumbered(body);
}

function isStreamEvent(body: Record<string, unknown>): body is StreamEvent {
  return typeof body["stream"] === "string" && isNumbered(body);
}

function isNumbered(body: Record<string, unknown>): boolean {
  return (
    typeof body["sequence"] === "number" && typeof body["at"] === "string" && record(body["payload"]) !== undefined
  );
}

function badFields(error: unknown): string[] {
  const fields = record(error)?.["fields"];
  if (!Array.isArray(fields)) return [];
  return fields.flatMap((field) => {
    const path = record(field)?.["path"];
    return typeof path === "string" ? [path] : [];
  });
}
