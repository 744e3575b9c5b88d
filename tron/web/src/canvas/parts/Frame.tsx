import type { ReactNode } from "react";

/** Palette, canvas and inspector side by side, as high as the window leaves room. */
export function Frame({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)] rail:grid-cols-[180px_minmax(0,1fr)_304px] wide:grid-cols-[208px_minmax(0,1fr)_336px]">
      {children}
    </div>
  );
}
