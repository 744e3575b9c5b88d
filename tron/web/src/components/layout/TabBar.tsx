import { Ellipsis } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { NavLink, useLocation } from "react-router";
import { FLOATING } from "../form/look";
import type { NavGroup, NavItem } from "./nav";

const TAB =
  "flex min-h-12 w-full flex-col items-center justify-center gap-0.5 rounded-md text-center text-xs text-ink-2 aria-[current]:text-accent";

/** The navigation of a phone, at the foot of the screen; what is opened seldom stands behind "More". */
export function TabBar({ groups }: { groups: readonly NavGroup[] }) {
  const { t } = useTranslation();
  const items = groups.flatMap((group) => group.items);
  const rare = items.filter((item) => item.rare);
  return (
    <nav
      aria-label={t("app.main")}
      className="fixed inset-x-0 bottom-0 z-10 grid auto-cols-fr grid-flow-col border-t border-line bg-surface-1 p-1 pb-[max(0.375rem,env(safe-area-inset-bottom))] rail:hidden"
    >
      {items
        .filter((item) => !item.rare)
        .map((item) => (
          <NavLink key={item.to} to={item.to} end={item.to === "/"} className={TAB}>
            <item.icon className="size-5" aria-hidden />
            {t(item.short ?? item.label)}
          </NavLink>
        ))}
      {rare.length > 0 && <More items={rare} />}
    </nav>
  );
}

/** Opens above its tab; a choice, Escape and a tap elsewhere close it. */
function More({ items }: { items: readonly NavItem[] }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const here = items.some(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  useEffect(() => {
    if (!open) return;
    const elsewhere = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener("pointerdown", elsewhere);
    return () => document.removeEventListener("pointerdown", elsewhere);
  }, [open]);
  const close = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !open) return;
    setOpen(false);
    box.current?.querySelector("button")?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from any of the links inside
    <div ref={box} className="relative" onKeyDown={close}>
      <button
        type="button"
        className={TAB}
        aria-expanded={open}
        aria-current={here || undefined}
        onClick={() => setOpen(!open)}
      >
        <Ellipsis className="size-5" aria-hidden />
        {t("nav.more")}
      </button>
      {open && (
        <ul className={`${FLOATING} appear absolute right-0 bottom-full mb-1.5 min-w-44`}>
          {items.map(({ to, icon: Icon, label }) => (
            <li key={to}>
              <NavLink
                to={to}
                onClick={() => setOpen(false)}
                className="flex min-h-11 items-center gap-2.5 rounded-md px-2.5 text-sm text-ink hover:bg-surface-3 aria-[current]:text-accent"
              >
                <Icon className="size-4" aria-hidden />
                {t(label)}
              </NavLink>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
