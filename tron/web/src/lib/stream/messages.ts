import { type ApiError, toApiError } from "../errors";

export type Side = "caller" | "agent" | "network";

/** What Tron says on a call's stream; sound comes as binary messages. */
export type StreamMessage =
  | { kind: "ready"; resumeToken: string }
  | { kind: "redirect"; url: string }
  | { kind: "clear" }
  | { kind: "keys"; digits: string }
  | { kind: "pong"; sentAt: number }
  | { kind: "ended"; by: Side; reason: string | null }
  | { kind: "error"; error: ApiError };

/** Reads a text message; undefined for what this page does not know. */
export function readStreamMessage(data: string): StreamMessage | undefined {
  const body = parsed(data);
  const text = (name: string) => (typeof body[name] === "string" ? body[name] : "");
  switch (body["type"]) {
    case "ready":
      return { kind: "ready", resumeToken: text("resume_token") };
    case "redirect":
      return { kind: "redirect", url: text("url") };
    case "clear":
      return { kind: "clear" };
    case "keys":
      return { kind: "keys", digits: text("digits") };
    case "pong":
      return { kind: "pong", sentAt: Number(body["t"]) };
    case "ended":
      return { kind: "ended", by: side(body["by"]), reason: text("reason") || null };
    case "error":
      return { kind: "error", error: toApiError(body, 0) };
    default:
      return undefined;
  }
}

function parsed(data: string): Record<string, unknown> {
  try {
    return (JSON.parse(data) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function side(value: unknown): Side {
  return value === "caller" || value === "agent" ? value : "network";
}
