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

/** By the names that node types have. A type with another one is drawn as a box. */
const ICONS: Readonly<Record<string, LucideIcon>> = {
  box: Box,
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

type CategoryLook = { tile: string; fill: string };

const CATEGORIES: Readonly<Record<string, CategoryLook>> = {
  triggers: { tile: "bg-node-trigger-soft text-node-trigger", fill: "fill-node-trigger" },
  speech: { tile: "bg-node-speech-soft text-node-speech", fill: "fill-node-speech" },
  logic: { tile: "bg-node-logic-soft text-node-logic", fill: "fill-node-logic" },
  actions: { tile: "bg-node-action-soft text-node-action", fill: "fill-node-action" },
  endings: { tile: "bg-node-ending-soft text-node-ending", fill: "fill-node-ending" },
};
const PLAIN: CategoryLook = { tile: "bg-surface-3 text-ink-2", fill: "fill-ink-3" };

/** What a node type says of how it is drawn; undefined for one that nobody knows. */
export type Drawn = { icon: string; category: string } | undefined;

export function iconOf(type: Drawn): LucideIcon {
  return type ? (ICONS[type.icon] ?? Box) : CircleQuestionMark;
}

/** The colours of a type's category: its tile, and its box in a small drawing. */
export function categoryLook(type: Drawn): CategoryLook {
  return CATEGORIES[type?.category ?? ""] ?? PLAIN;
}
