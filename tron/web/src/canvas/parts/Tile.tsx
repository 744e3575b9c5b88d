import {
  Box,
  Brain,
  Calendar,
  CalendarClock,
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
  RotateCcw,
  Search,
  StickyNote,
  Tag,
  Volume2,
  Workflow,
} from "lucide-react";
import type { NodeSpec } from "../model/types";

const ICONS: Readonly<Record<string, LucideIcon>> = {
  brain: Brain,
  calendar: Calendar,
  "calendar-clock": CalendarClock,
  circle: Circle,
  "clipboard-list": ClipboardList,
  clock: Clock,
  code: Code,
  flag: Flag,
  "git-branch": GitBranch,
  globe: Globe,
  hash: Hash,
  heart: Heart,
  keyboard: Keyboard,
  "message-circle": MessageCircle,
  "message-square": MessageSquare,
  mic: Mic,
  "phone-forwarded": PhoneForwarded,
  "phone-incoming": PhoneIncoming,
  "phone-off": PhoneOff,
  "phone-outgoing": PhoneOutgoing,
  radar: Radar,
  repeat: Repeat,
  "rotate-ccw": RotateCcw,
  search: Search,
  "sticky-note": StickyNote,
  tag: Tag,
  "volume-2": Volume2,
  workflow: Workflow,
};

const COLOURS: Readonly<Record<string, string>> = {
  triggers: "bg-node-trigger-soft text-node-trigger",
  speech: "bg-node-speech-soft text-node-speech",
  logic: "bg-node-logic-soft text-node-logic",
  actions: "bg-node-action-soft text-node-action",
  endings: "bg-node-ending-soft text-node-ending",
};

const SIZES = { small: "size-5.5 rounded-sm", node: "size-6.5 rounded-md", large: "size-8 rounded-md" } as const;

export function iconOf(spec: NodeSpec | undefined): LucideIcon {
  return spec ? (ICONS[spec.icon] ?? Box) : CircleQuestionMark;
}

/** The coloured tile of a node type: its category by colour, the type by icon. */
export function Tile({ spec, size = "node" }: { spec: NodeSpec | undefined; size?: keyof typeof SIZES }) {
  const Icon = iconOf(spec);
  const colour = COLOURS[spec?.category ?? ""] ?? "bg-surface-3 text-ink-2";
  return (
    <span className={`grid flex-none place-items-center ${SIZES[size]} ${colour}`}>
      <Icon className={size === "large" ? "size-4" : "size-3.5"} aria-hidden />
    </span>
  );
}
