import {
  AudioLines,
  Ban,
  BellRing,
  CircleAlert,
  Clock,
  Ear,
  Grid3x3,
  Hourglass,
  Languages,
  type LucideIcon,
  MessageSquare,
  Mic,
  MicOff,
  PhoneCall,
  PhoneIncoming,
  PhoneMissed,
  PhoneOff,
  Scissors,
  ShieldAlert,
  ShieldCheck,
  Timer,
  Wrench,
} from "lucide-react";

type Look = { icon: LucideIcon; look: string };

const NAMED = {
  queued: { icon: Clock, look: "text-neutral" },
  started: { icon: PhoneCall, look: "text-info" },
  ringing: { icon: BellRing, look: "text-info" },
  answered: { icon: PhoneIncoming, look: "text-success" },
  partial: { icon: Ear, look: "text-ink-3" },
  transcript: { icon: MessageSquare, look: "text-ink-2" },
  ended: { icon: PhoneOff, look: "text-success" },
  failed: { icon: PhoneMissed, look: "text-danger" },
  hangupRequested: { icon: PhoneOff, look: "text-warning" },
  optedOut: { icon: Ban, look: "text-warning" },
  muted: { icon: MicOff, look: "text-warning" },
  latency: { icon: Timer, look: "text-ink-2" },
  interrupted: { icon: Scissors, look: "text-warning" },
  backchannel: { icon: Ear, look: "text-ink-2" },
  keys: { icon: Grid3x3, look: "text-ink-2" },
  standIn: { icon: AudioLines, look: "text-warning" },
  vendorFailed: { icon: CircleAlert, look: "text-danger" },
  recordingFailed: { icon: Mic, look: "text-warning" },
  translated: { icon: Languages, look: "text-ink-2" },
  notTranslated: { icon: Languages, look: "text-warning" },
  silence: { icon: Hourglass, look: "text-ink-2" },
  toolCalled: { icon: Wrench, look: "text-info" },
  toolFinished: { icon: Wrench, look: "text-success" },
  toolFailed: { icon: Wrench, look: "text-danger" },
  filler: { icon: MessageSquare, look: "text-ink-3" },
  guardrail: { icon: ShieldAlert, look: "text-warning" },
  disclosed: { icon: ShieldCheck, look: "text-success" },
  undisclosed: { icon: ShieldAlert, look: "text-warning" },
} as const satisfies Record<string, Look>;

export type EventName = keyof typeof NAMED;

const TYPES: Record<string, EventName> = {
  "call.queued": "queued",
  "call.started": "started",
  "call.ringing": "ringing",
  "call.answered": "answered",
  "call.transcript": "transcript",
  "call.ended": "ended",
  "call.failed": "failed",
  "call.hangup_requested": "hangupRequested",
  "call.opted_out": "optedOut",
  "call.agent_muted": "muted",
  "turn.latency": "latency",
  "speech.interrupted": "interrupted",
  backchannel: "backchannel",
  "keys.pressed": "keys",
  "engine.stand_in": "standIn",
  "vendor.failed": "vendorFailed",
  "recording.failed": "recordingFailed",
  "transcript.translated": "translated",
  "transcript.not_translated": "notTranslated",
  silence: "silence",
  "tool.called": "toolCalled",
  "tool.finished": "toolFinished",
  "tool.failed": "toolFailed",
  "filler.spoken": "filler",
  "guardrail.blocked": "guardrail",
  "disclosure.said": "disclosed",
  "disclosure.missed": "undisclosed",
};

type Told = { type: string; payload: Readonly<Record<string, unknown>> };

/** Icon, colour and text of an event; one that this page does not know keeps its own name. */
export function eventLook({ type, payload }: Told): Look & { name: EventName | null } {
  const name = type === "call.transcript" && payload["final"] === false ? "partial" : TYPES[type];
  return name ? { ...NAMED[name], name } : { icon: MessageSquare, look: "text-ink-3", name: null };
}

const FACTS = ["text", "heard", "keys", "reason", "used", "line"] as const;

/** What an event tells first: words as they are, or a code with what it is a code of. */
export type EventFact = { kind: (typeof FACTS)[number] | "ms"; value: string };

export function eventFact(payload: Readonly<Record<string, unknown>>): EventFact | null {
  for (const kind of FACTS) {
    const value = payload[kind];
    if (typeof value === "string" && value !== "") return { kind, value };
  }
  const total = payload["total_ms"];
  return typeof total === "number" ? { kind: "ms", value: String(total) } : null;
}
