import type { CallEvent } from "./api";

/** Something that a person should know before trusting the call: a stand-in, or a part that failed. */
export type Trouble =
  | {
      kind: "standIn";
      key: string;
      component: "stt" | "tts" | "llm";
      wanted: string;
      used: string;
      why: string;
      code: string;
    }
  | { kind: "failed"; key: string; component: "stt" | "tts" | "llm"; reason: string; fallback: boolean; count: number }
  | { kind: "recording"; key: string; error: string };

type Told = Pick<CallEvent, "type" | "sequence" | "payload">;

/** What stood in or failed, each once however often it did. */
export function troublesOf(events: readonly Told[]): Trouble[] {
  const found = new Map<string, Trouble>();
  for (const event of events) {
    const trouble = troubleOf(event);
    const before = trouble && found.get(trouble.key);
    if (before?.kind === "failed") found.set(before.key, { ...before, count: before.count + 1 });
    else if (trouble) found.set(trouble.key, trouble);
  }
  return [...found.values()];
}

function troubleOf({ type, payload }: Told): Trouble | null {
  const text = (name: string) => (typeof payload[name] === "string" ? payload[name] : "");
  if (type === "recording.failed") {
    // Where the line's server failed, Tron has recorded all the same: the card of its recording says so.
    return text("by") === "egress" ? null : { kind: "recording", key: type, error: text("error") };
  }
  if (type === "engine.stand_in") {
    const component = componentOf(text("component"));
    return {
      kind: "standIn",
      key: `${type} ${component}`,
      component,
      wanted: text("wanted"),
      used: text("used"),
      why: text("why"),
      code: text("code"),
    };
  }
  if (type === "vendor.failed") {
    const component = componentOf(text("kind"));
    const reason = text("reason");
    const fallback = payload["fallback"] === true;
    return { kind: "failed", key: `${type} ${component} ${reason} ${fallback}`, component, reason, fallback, count: 1 };
  }
  return null;
}

function componentOf(name: string): "stt" | "tts" | "llm" {
  return name === "stt" || name === "llm" ? name : "tts";
}

/** The moment of an event on the call's clock: seconds since the answer, else since its first event. */
export function secondsInto(at: string, zero: string | null): number {
  return zero === null ? 0 : (new Date(at).getTime() - new Date(zero).getTime()) / 1000;
}
