import type { ReactNode } from "react";

/** Palette, canvas and inspector side by side, as high as the window leaves room. */
export function Frame({ children }: { children: ReactNode }) {
  return (
    <div className="grid h-[calc(100dvh-var(--spacing-bar))] min-h-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)] max-rail:h-[calc(100dvh-var(--spacing-bar)-4.5rem)] rail:grid-cols-[208px_minmax(0,1fr)_336px]">
      {children}
    </div>
  );
}
