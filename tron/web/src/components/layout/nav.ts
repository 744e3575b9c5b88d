import type { LucideIcon } from "lucide-react";

export type PageName =
  | "nav.dashboard"
  | "nav.agents"
  | "nav.agent"
  | "nav.calls"
  | "nav.call"
  | "nav.settings"
  | "nav.health"
  | "nav.testCall"
  | "nav.docs"
  | "nav.notFound";

/** An entry of the sidebar and of the bar at the foot of a phone. */
export type NavItem = { to: string; label: PageName; short?: "nav.home"; icon: LucideIcon };
export type NavGroup = { heading?: "nav.build" | "nav.run" | "nav.learn"; items: readonly NavItem[] };

/** What a route tells the layout: its name for the breadcrumb and title, and the key of its help. */
export type PageHandle = { name: PageName; help?: string };
