import {
  AudioLines,
  Ban,
  BellRing,
  BookOpen,
  CircleAlert,
  CircleDot,
  Clock,
  Ear,
  Globe,
  Grid3x3,
  Headset,
  Hourglass,
  IdCard,
  Languages,
  type LucideIcon,
  MessageSquare,
  Mic,
  MicOff,
  PhoneCall,
  PhoneForwarded,
  PhoneIncoming,
  PhoneMissed,
  PhoneOff,
  Repeat,
  Scissors,
  ShieldAlert,
  ShieldCheck,
  Tag,
  Target,
  Timer,
  Unplug,
  Workflow,
  Wrench,
} from "lucide-react";
import { withChannel } from "@/lib/channels";

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
  keysSent: { icon: Grid3x3, look: "text-info" },
  onHold: { icon: Hourglass, look: "text-ink-2" },
  offHold: { icon: Hourglass, look: "text-success" },
  standIn: { icon: AudioLines, look: "text-warning" },
  vendorFailed: { icon: CircleAlert, look: "text-danger" },
  recordingFailed: { icon: Mic, look: "text-warning" },
  recordingPaused: { icon: MicOff, look: "text-warning" },
  recordingResumed: { icon: Mic, look: "text-ink-2" },
  recordingStored: { icon: Mic, look: "text-success" },
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
  flowStarted: { icon: Workflow, look: "text-info" },
  flowUnavailable: { icon: Workflow, look: "text-warning" },
  nodeEntered: { icon: CircleDot, look: "text-info" },
  nodeLeft: { icon: CircleDot, look: "text-ink-3" },
  flowAsked: { icon: Ear, look: "text-ink-2" },
  variableMissing: { icon: Tag, look: "text-warning" },
  flowLoop: { icon: Repeat, look: "text-warning" },
  deadEnd: { icon: Unplug, look: "text-warning" },
  cannotRun: { icon: CircleAlert, look: "text-danger" },
  nodeFailed: { icon: CircleAlert, look: "text-danger" },
  unclear: { icon: Ear, look: "text-warning" },
  flowOutcome: { icon: Target, look: "text-ink-2" },
  knowledgeUsed: { icon: BookOpen, look: "text-info" },
  messageSent: { icon: MessageSquare, look: "text-success" },
  messageFailed: { icon: MessageSquare, look: "text-danger" },
  messageDelivered: { icon: MessageSquare, look: "text-success" },
  messageRead: { icon: MessageSquare, look: "text-success" },
  messageUnknown: { icon: MessageSquare, look: "text-warning" },
  messageReceived: { icon: MessageSquare, look: "text-info" },
  transferStarted: { icon: PhoneForwarded, look: "text-info" },
  transferPickedUp: { icon: PhoneForwarded, look: "text-info" },
  transferAnswered: { icon: PhoneForwarded, look: "text-success" },
  transferJoined: { icon: PhoneForwarded, look: "text-success" },
  transferEnded: { icon: PhoneForwarded, look: "text-ink-2" },
  transferFailed: { icon: PhoneForwarded, look: "text-danger" },
  webhookFinished: { icon: Globe, look: "text-ink-2" },
  webhookFailed: { icon: Globe, look: "text-danger" },
  callbackScheduled: { icon: Clock, look: "text-info" },
  languageChanged: { icon: Languages, look: "text-ink-2" },
  toolNotRun: { icon: Wrench, look: "text-warning" },
  answeredBy: { icon: Ear, look: "text-info" },
  trunkChanged: { icon: Repeat, look: "text-warning" },
  trunkRefused: { icon: Repeat, look: "text-danger" },
  callerIdException: { icon: IdCard, look: "text-warning" },
  listenAsked: { icon: Headset, look: "text-ink-3" },
  whispered: { icon: Headset, look: "text-info" },
  sayAsked: { icon: Headset, look: "text-info" },
  takeOverAsked: { icon: Headset, look: "text-ink-3" },
  handBackAsked: { icon: Headset, look: "text-ink-3" },
  listens: { icon: Headset, look: "text-info" },
  tookOver: { icon: Headset, look: "text-warning" },
  handedBack: { icon: Headset, look: "text-success" },
  stoppedListening: { icon: Headset, look: "text-ink-2" },
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
  "keys.sent": "keysSent",
  "call.on_hold": "onHold",
  "call.off_hold": "offHold",
  "engine.stand_in": "standIn",
  "vendor.failed": "vendorFailed",
  "recording.failed": "recordingFailed",
  "recording.paused": "recordingPaused",
  "recording.resumed": "recordingResumed",
  "recording.stored": "recordingStored",
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
  "flow.started": "flowStarted",
  "flow.unavailable": "flowUnavailable",
  "flow.node_entered": "nodeEntered",
  "flow.node_left": "nodeLeft",
  "flow.asked": "flowAsked",
  "flow.variable_missing": "variableMissing",
  "flow.loop": "flowLoop",
  "flow.dead_end": "deadEnd",
  "flow.cannot_run": "cannotRun",
  "flow.node_failed": "nodeFailed",
  "flow.unclear": "unclear",
  "flow.outcome": "flowOutcome",
  "knowledge.used": "knowledgeUsed",
  "message.sent": "messageSent",
  "message.failed": "messageFailed",
  "message.delivered": "messageDelivered",
  "message.read": "messageRead",
  "message.unknown": "messageUnknown",
  "message.received": "messageReceived",
  "transfer.started": "transferStarted",
  "transfer.picked_up": "transferPickedUp",
  "transfer.answered": "transferAnswered",
  "transfer.ended": "transferEnded",
  "transfer.failed": "transferFailed",
  "webhook.finished": "webhookFinished",
  "callback.scheduled": "callbackScheduled",
  "language.changed": "languageChanged",
  "tool.not_run": "toolNotRun",
  "call.answered_by": "answeredBy",
  "call.trunk_changed": "trunkChanged",
  "call.trunk_refused": "trunkRefused",
  "call.caller_id_exception": "callerIdException",
  "call.supervision": "listenAsked",
  "call.supervisor": "listens",
};

/** What a supervisor asked for, and what came of it. */
const SUPERVISED: Record<string, EventName> = {
  listen: "listenAsked",
  whisper: "whispered",
  say: "sayAsked",
  take_over: "takeOverAsked",
  hand_back: "handBackAsked",
  joined: "listens",
  took_over: "tookOver",
  handed_back: "handedBack",
  left: "stoppedListening",
};

type Told = { type: string; payload: Readonly<Record<string, unknown>> };

/** Icon, colour and text of an event; one that this page does not know keeps its own name. */
export function eventLook({ type, payload }: Told): Look & { name: EventName | null } {
  const name = nameOf(type, payload);
  return name ? { ...NAMED[name], name } : { icon: MessageSquare, look: "text-ink-3", name: null };
}

function nameOf(type: string, payload: Told["payload"]): EventName | undefined {
  if (type.startsWith("call.supervis")) return SUPERVISED[String(payload["action"] ?? payload["state"])] ?? TYPES[type];
  if (type === "webhook.finished" && payload["ok"] === false) return "webhookFailed";
  if (type === "transfer.answered" && payload["mode"] === "conference") return "transferJoined";
  return type === "call.transcript" && payload["final"] === false ? "partial" : TYPES[type];
}

const OF_FLOWS = ["label", "handle", "outcome", "title", "names", "brief", "host", "by", "to", "problem"] as const;
const FACTS = ["text", "heard", "keys", "reason", "used", "line", "after", ...OF_FLOWS] as const;

/** What an event tells first: words as they are, or a code with what it is a code of. */
export type EventFact = { kind: (typeof FACTS)[number] | "ms" | "who"; value: string };

export function eventFact(payload: Readonly<Record<string, unknown>>): EventFact | null {
  for (const kind of FACTS) {
    const value = payload[kind];
    if (typeof value === "string" && value !== "") return { kind, value: withChannel(payload, value) };
    if (Array.isArray(value) && value.length > 0) return { kind, value: value.join(", ") };
  }
  if (isWho(payload["kind"])) return { kind: "who", value: payload["kind"] };
  const total = payload["total_ms"];
  return typeof total === "number" ? { kind: "ms", value: String(total) } : null;
}

/** Who may have picked up, as `call.answered_by` tells it. */
export type Who = "human" | "machine" | "screening" | "fax" | "announcement";
const WHO: readonly string[] = ["human", "machine", "screening", "fax", "announcement"] satisfies Who[];

export function isWho(kind: unknown): kind is Who {
  return typeof kind === "string" && WHO.includes(kind);
}
