import {
  Brain,
  Calendar,
  Circle,
  CircleQuestionMark,
  ClipboardList,
  Clock,
  Code,
  Flag,
  GitBranch,
  Globe,
  Hash,
  Heart,
  Keyboard,
  type LucideIcon,
  MessageCircle,
  MessageSquare,
  Mic,
  PhoneForwarded,
  PhoneIncoming,
  PhoneOff,
  PhoneOutgoing,
  Radar,
  Repeat,
  Search,
  StickyNote,
  Tag,
  Volume2,
  Workflow,
} from "lucide-react";

const TILES = {
  trigger: "bg-node-trigger-soft text-node-trigger",
  speech: "bg-node-speech-soft text-node-speech",
  logic: "bg-node-logic-soft text-node-logic",
  action: "bg-node-action-soft text-node-action",
  ending: "bg-node-ending-soft text-node-ending",
  none: "bg-surface-3 text-ink-2",
} as const;

type Kind = keyof typeof TILES;

/** What is drawn for a type of node: its icon, and the tile of its category. */
export type NodeLook = { icon: LucideIcon; tile: string; kind: Kind };

const LOOKS: Readonly<Record<string, readonly [LucideIcon, Kind]>> = {
  start_outbound: [PhoneOutgoing, "trigger"],
  start_inbound: [PhoneIncoming, "trigger"],
  greeting: [MessageCircle, "speech"],
  speak: [Volume2, "speech"],
  listen: [Mic, "speech"],
  llm_response: [Brain, "speech"],
  collect: [ClipboardList, "speech"],
  branch_intent: [GitBranch, "logic"],
  branch_keyword: [Search, "logic"],
  branch_sentiment: [Heart, "logic"],
  branch_dtmf: [Hash, "logic"],
  branch_custom: [Code, "logic"],
  dtmf: [Keyboard, "logic"],
  retry: [Repeat, "logic"],
  global: [Radar, "none"],
  set_variable: [Tag, "action"],
  webhook: [Globe, "action"],
  transfer: [PhoneForwarded, "action"],
  record: [Circle, "action"],
  wait: [Clock, "action"],
  send_sms: [MessageSquare, "action"],
  set_outcome: [Flag, "action"],
  subflow: [Workflow, "action"],
  end_call: [PhoneOff, "ending"],
  schedule_callback: [Calendar, "ending"],
  note: [StickyNote, "none"],
};

/** How a node of this type looks; one that this page does not know gets a question mark. */
export function nodeLook(type: string): NodeLook {
  const [icon, kind] = LOOKS[type] ?? ([CircleQuestionMark, "none"] as const);
  return { icon, kind, tile: TILES[kind] };
}
