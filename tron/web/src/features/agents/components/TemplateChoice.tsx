import {
  Bot,
  CalendarCheck,
  ClipboardList,
  Filter,
  Headphones,
  HeartHandshake,
  IndianRupee,
  type LucideIcon,
  PackageCheck,
  TrendingUp,
} from "lucide-react";
import { Link } from "react-router";
import { Coded } from "@/components/Coded";
import { useTemplates } from "../api";

/** The templates by name: each opens a new agent that is written already. */
export function TemplateChoice() {
  const { data } = useTemplates();
  if (!data) return null;
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(15rem,1fr))] gap-2 px-4 pb-4">
      {data.items.map(({ key, name, description, icon }) => {
        const Icon = ICONS[icon] ?? Bot;
        return (
          <li key={key}>
            <Link
              to={`/agents/new?template=${key}`}
              className="flex h-full gap-2.5 rounded-md border border-control bg-surface-2 p-3 hover:bg-surface-3"
            >
              <Icon className="mt-0.5 size-4 text-accent" aria-hidden />
              <span className="min-w-0">
                <Coded list="template" code={key} className="block font-medium">
                  {name}
                </Coded>
                <Coded list="about" code={key} className="block text-xs text-ink-2">
                  {description}
                </Coded>
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

const ICONS: Readonly<Record<string, LucideIcon>> = {
  "calendar-check": CalendarCheck,
  "clipboard-list": ClipboardList,
  filter: Filter,
  "heart-handshake": HeartHandshake,
  headphones: Headphones,
  "indian-rupee": IndianRupee,
  "package-check": PackageCheck,
  "trending-up": TrendingUp,
};
