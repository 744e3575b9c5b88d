import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { Brand, BrandMark } from "./Brand";
import type { NavGroup, NavItem } from "./nav";

const LINK =
  "group flex min-h-8 items-center gap-2.5 rounded-md px-2 text-ink-2 hover:bg-surface-2 hover:text-ink " +
  "aria-[current]:bg-surface-3 aria-[current]:font-medium aria-[current]:text-ink aria-[current]:shadow-[inset_2px_0_0_var(--color-accent)]";

type SidebarProps = {
  groups: readonly NavGroup[];
  foot: ReactNode;
  /** Icons alone, where a page needs the room. */
  narrow: boolean;
};

export function Sidebar({ groups, foot, narrow }: SidebarProps) {
  const { t } = useTranslation();
  if (narrow) return <Rail groups={groups} />;
  return (
    <aside className="sticky top-0 hidden h-dvh flex-col border-r border-line bg-surface-1 px-2.5 pb-3 rail:flex">
      <Brand />
      <nav aria-label={t("app.main")} className="mt-1.5 flex min-h-0 flex-col gap-px overflow-y-auto">
        {groups.map((group) => (
          <div key={group.heading ?? "top"} className="flex flex-col gap-px">
            {group.heading && <h2 className="px-2 pt-3.5 pb-1 text-xs font-medium text-ink-3">{t(group.heading)}</h2>}
            {group.items.map((item) => (
              <SidebarLink key={item.to} item={item} />
            ))}
          </div>
        ))}
      </nav>
      <div className="mt-auto flex flex-col gap-2.5 pt-3">{foot}</div>
    </aside>
  );
}

function SidebarLink({ item }: { item: NavItem }) {
  const { t } = useTranslation();
  return (
    <NavLink to={item.to} end={item.to === "/"} className={LINK}>
      <item.icon className="size-4 group-aria-[current]:text-accent" aria-hidden />
      {t(item.label)}
    </NavLink>
  );
}

function Rail({ groups }: { groups: readonly NavGroup[] }) {
  const { t } = useTranslation();
  return (
    <aside className="sticky top-0 hidden h-dvh flex-col items-center border-r border-line bg-surface-1 px-2 pb-3 rail:flex">
      <div className="flex h-bar items-center">
        <BrandMark />
      </div>
      <nav aria-label={t("app.main")} className="mt-1.5 flex min-h-0 flex-col gap-px overflow-y-auto">
        {groups
          .flatMap((group) => group.items)
          .map((item) => (
            <NavLink
              key={item.to}
              to={item.to}
              end={item.to === "/"}
              aria-label={t(item.label)}
              title={t(item.label)}
              className={`${LINK} h-9 w-10 justify-center px-0!`}
            >
              <item.icon className="size-4 group-aria-[current]:text-accent" aria-hidden />
            </NavLink>
          ))}
      </nav>
    </aside>
  );
}
