import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import type { NavGroup } from "./nav";

/** The navigation of a phone, at the foot of the screen. */
export function TabBar({ groups }: { groups: readonly NavGroup[] }) {
  const { t } = useTranslation();
  return (
    <nav
      aria-label={t("app.main")}
      className="fixed inset-x-0 bottom-0 z-10 grid auto-cols-fr grid-flow-col border-t border-line bg-surface-1 p-1 pb-[max(0.375rem,env(safe-area-inset-bottom))] rail:hidden"
    >
      {groups
        .flatMap((group) => group.items)
        .map((item) => (
          <NavLink
            key={item.to}
            to={item.to}
            end={item.to === "/"}
            className="flex min-h-12 flex-col items-center justify-center gap-0.5 rounded-md text-center text-xs text-ink-2 aria-[current]:text-accent"
          >
            <item.icon className="size-5" aria-hidden />
            {t(item.short ?? item.label)}
          </NavLink>
        ))}
    </nav>
  );
}
