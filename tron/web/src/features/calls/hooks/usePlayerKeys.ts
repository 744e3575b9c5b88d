import { useEffect } from "react";
import type { Player } from "./usePlayer";

const STEP = 5;
/** What uses the same keys itself. */
const TAKES_KEYS =
  'input, select, textarea, button, a, summary, dialog, [contenteditable], [role="menu"], [role="dialog"], [role="tab"]';

/** Space plays and pauses, the arrows go 5 s back and forth, wherever the focus has no use for them. */
export function usePlayerKeys({ toggle, skip }: Player): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const taken = event.target instanceof Element && event.target.closest(TAKES_KEYS) !== null;
      if (event.key === " " && !taken) toggle();
      else if (event.key === "ArrowLeft" && !taken) skip(-STEP);
      else if (event.key === "ArrowRight" && !taken) skip(STEP);
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [toggle, skip]);
}
