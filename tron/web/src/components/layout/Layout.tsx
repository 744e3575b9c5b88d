import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ScrollRestoration, useLocation, useMatches } from "react-router";
import type { NavGroup, PageHandle } from "./nav";
import { Sidebar } from "./Sidebar";
import { SkipLink } from "./SkipLink";
import { SlotProvider, useThingName } from "./slots";
import { TabBar } from "./TabBar";
import { TopBar } from "./TopBar";

type LayoutProps = { groups: readonly NavGroup[]; foot: ReactNode; children: ReactNode };

/** The frame of every page: sidebar or foot bar, top bar, and the page in the middle. */
export function Layout({ groups, foot, children }: LayoutProps) {
  const trail = useTrail();
  const full = trail.at(-1)?.full === true;
  useFocusOnNewPage();
  return (
    <SlotProvider>
      <Title trail={trail} />
      <div
        className={`grid min-h-dvh grid-cols-[minmax(0,1fr)] ${full ? "rail:grid-cols-[3.5rem_minmax(0,1fr)]" : "rail:grid-cols-[var(--spacing-rail)_minmax(0,1fr)]"}`}
      >
        <SkipLink />
        <Sidebar groups={groups} foot={foot} narrow={full} />
        <div className={`flex min-w-0 flex-col ${full ? "h-dvh" : ""}`}>
          <TopBar trail={trail} />
          <main
            id="main"
            tabIndex={-1}
            className={`flex flex-col ${full ? "min-h-0 flex-1 max-rail:pb-18" : "gap-4 px-gutter pt-5 pb-24 rail:pb-8"}`}
          >
            {children}
          </main>
        </div>
        <TabBar groups={groups} />
        <ScrollRestoration />
      </div>
    </SlotProvider>
  );
}

/** The matched routes that have a name, outermost first. */
function useTrail(): (PageHandle & { path: string })[] {
  return useMatches().flatMap(({ handle, pathname }) => {
    const page = handle as PageHandle | undefined;
    return page ? [{ ...page, path: pathname }] : [];
  });
}

/** The window's title follows the page, and the thing that the page shows. */
function Title({ trail }: { trail: readonly PageHandle[] }) {
  const { t } = useTranslation();
  const thing = useThingName();
  const page = trail.at(-1)?.name;
  const name = thing ?? (page && t(page));
  const title = name ? `${name} · Tron` : "Tron";
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
}

/** After a change of page the focus is at its start, as after a page load; the first page leaves it alone. */
function useFocusOnNewPage(): void {
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    const main = document.getElementById("main");
    main?.focus({ preventScroll: true });
    // A dialog that led here gives the focus back after this, to what is no longer there.
    const timer = setTimeout(() => {
      if (!main?.contains(document.activeElement)) main?.focus({ preventScroll: true });
    });
    return () => clearTimeout(timer);
  }, [pathname]);
}
