import { useEffect, useRef } from "react";
import { useEditor, useEditorApi } from "../store/context";

/** Puts the focus into the field that a problem, F2 or the outline asked for. */
export function useWantedField(node: string, open?: () => void) {
  const editor = useEditorApi();
  const body = useRef<HTMLDivElement>(null);
  const wanted = useEditor((state) => state.wanted);
  const latest = useRef(open);
  useEffect(() => {
    latest.current = open;
  });
  useEffect(() => {
    if (wanted?.node !== node) return;
    latest.current?.();
    editor.getState().set({ wanted: null });
    // The tab's form is drawn first.
    setTimeout(() => focusField(body.current, wanted.field));
  }, [wanted, node, editor]);
  return body;
}

const CONTROLS = "input, textarea, select, button";

function focusField(body: HTMLElement | null, field: string | null): void {
  const inside = field === null ? null : nearestField(body, field);
  // Without a field of that name: the first one, not the tabs above it.
  const place = inside ?? body?.querySelector("[data-field]") ?? body;
  const control = place?.querySelector<HTMLElement>(CONTROLS);
  control?.focus();
}

/** "routes.0.keywords.1" is shown at "routes.0.keywords". */
function nearestField(body: HTMLElement | null, path: string): HTMLElement | null {
  const parts = path.split(".");
  while (parts.length > 0) {
    const found = body?.querySelector<HTMLElement>(`[data-field="${CSS.escape(parts.join("."))}"]`);
    if (found) return found;
    parts.pop();
  }
  return null;
}
