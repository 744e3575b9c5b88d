import type { MouseEvent } from "react";

/** A click that opens what it is on: not on a control inside, not to open a tab, not the end of a selection. */
export function isPlainClick(event: MouseEvent<HTMLElement>): boolean {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false;
  if (event.target instanceof Element && event.target.closest("a, button, input, label, select")) return false;
  return !window.getSelection()?.toString();
}
