import { Bot, LayoutDashboard, PhoneCall } from "lucide-react";
import type { NavGroup } from "@/components/layout/nav";

/** The sidebar: only pages that exist. */
export const NAVIGATION: readonly NavGroup[] = [
  { items: [{ to: "/", label: "nav.dashboard", short: "nav.home", icon: LayoutDashboard }] },
  { heading: "nav.build", items: [{ to: "/agents", label: "nav.agents", icon: Bot }] },
  { heading: "nav.run", items: [{ to: "/calls", label: "nav.calls", icon: PhoneCall }] },
];
