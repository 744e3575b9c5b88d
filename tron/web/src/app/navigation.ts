import { Activity, Bot, LayoutDashboard, Network, Phone, PhoneCall, Settings, Workflow } from "lucide-react";
import type { NavGroup } from "@/components/layout/nav";

/** The sidebar: only pages that exist. */
export const NAVIGATION: readonly NavGroup[] = [
  { items: [{ to: "/", label: "nav.dashboard", short: "nav.home", icon: LayoutDashboard }] },
  {
    heading: "nav.build",
    items: [
      { to: "/agents", label: "nav.agents", icon: Bot },
      { to: "/flows", label: "nav.flows", icon: Workflow },
      { to: "/test-call", label: "nav.testCall", icon: Phone },
    ],
  },
  { heading: "nav.run", items: [{ to: "/calls", label: "nav.calls", icon: PhoneCall }] },
  {
    heading: "nav.learn",
    items: [
      { to: "/health", label: "nav.health", icon: Activity, rare: true },
      { to: "/lines", label: "nav.lines", icon: Network, rare: true },
      { to: "/settings", label: "nav.settings", icon: Settings, rare: true },
    ],
  },
];
