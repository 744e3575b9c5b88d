import { withChannel } from "@/lib/channels";
import type { Step } from "./types";

/** Events of a simulated talk that a person should see, by their words in `call.event`; true: it needs a look. */
const SHOWN = {
  "flow.variable_missing": ["variableMissing", true],
  "flow.loop": ["flowLoop", true],
  "flow.dead_end": ["deadEnd", true],
  "flow.cannot_run": ["cannotRun", true],
  "flow.node_failed": ["nodeFailed", true],
  "flow.unclear": ["unclear", false],
  backchannel: ["backchannel", false],
  "flow.outcome": ["flowOutcome", false],
  "flow.asked": ["flowAsked", false],
  silence: ["silence", false],
  "knowledge.used": ["knowledgeUsed", false],
  "message.sent": ["messageSent", false],
  "message.failed": ["messageFailed", true],
  "transfer.started": ["transferStarted", false],
  "transfer.picked_up": ["transferPickedUp", false],
  "transfer.answered": ["transferAnswered", false],
  "transfer.ended": ["transferEnded", false],
  "transfer.failed": ["transferFailed", true],
  "webhook.finished": ["webhookFinished", false],
  "language.changed": ["languageChanged", false],
  "vendor.failed": ["vendorFailed", true],
  "tool.called": ["toolCalled", false],
  "keys.sent": ["keysSent", false],
  "tool.failed": ["toolFailed", true],
  "tool.not_run": ["toolNotRun", true],
  "call.opted_out": ["optedOut", true],
} as const;

type Known = keyof typeof SHOWN;
export type EventNote = { key: (typeof SHOWN)[Known][0] | "webhookFailed"; warn: boolean; fact: string };

const FACTS = [
  "text",
  "names",
  "nodes",
  "outcome",
  "title",
  "name",
  "keys",
  "host",
  "problem",
  "reason",
  "by",
  "language",
] as const;

/** An event in words; null for one that says nothing here. */
export function eventNote({ event, payload }: Pick<Step, "event" | "payload">): EventNote | null {
  if (!event || !Object.hasOwn(SHOWN, event)) return null;
  const [key, warn] = SHOWN[event as Known];
  const failed = payload?.["ok"] === false;
  if (failed && key === "webhookFinished") return { key: "webhookFailed", warn: true, fact: whyNot(payload) };
  return { key, warn: warn || failed, fact: factOf(payload ?? {}) };
}

/** Where a webhook went and what came back, by its status; where nothing did, by the server's sentence. */
function whyNot({ host, status, problem }: Readonly<Record<string, unknown>>): string {
  return [host, status ?? problem].filter(Boolean).join(" · ");
}

function factOf(payload: Readonly<Record<string, unknown>>): string {
  for (const name of FACTS) {
    const value = payload[name];
    if (typeof value === "string" && value !== "") return withChannel(payload, value);
    if (Array.isArray(value) && value.length > 0) return value.join(", ");
  }
  return "";
}
