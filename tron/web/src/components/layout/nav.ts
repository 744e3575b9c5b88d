import type { LucideIcon } from "lucide-react";

export type PageName =
  | "nav.dashboard"
  | "nav.agents"
  | "nav.agent"
  | "nav.flows"
  | "nav.flow"
  | "nav.calls"
  | "nav.call"
  | "nav.lines"
  | "nav.settings"
  | "nav.health"
  | "nav.testCall"
  | "nav.docs"
  | "nav.notFound";

/** An entry of the sidebar and of the bar at the foot of a phone, where a `rare` one stands behind "More". */
export type NavItem = { to: string; label: PageName; short?: "nav.home"; icon: LucideIcon; rare?: true };
export type NavGroup = { heading?: "nav.build" | "nav.run" | "nav.learn"; items: readonly NavItem[] };

/**
 * What a route tells the layout: its name for the breadcrumb and title, and the key of its help. `full`: the page fills
 * the window, beside a sidebar of icons alone.
 */
export type PageHandle = { name: PageName; help?: string; full?: true };
