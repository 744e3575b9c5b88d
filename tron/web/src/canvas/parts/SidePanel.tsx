import { X } from "lucide-react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/Button";
import type { CanvasPanel, CanvasSlots, PanelContext } from "../panels";
import { useEditor, useEditorApi } from "../store/context";
import { Inspector } from "./Inspector";

/** At the right: the inspector, or the panel that was opened in its place. */
export function SidePanel({ context, slots }: { context: PanelContext; slots: CanvasSlots }) {
  const { t } = useTranslation();
  const id = useEditor((state) => state.panel);
  const panel = slots.panels.find((one) => one.id === id);
  return (
    <aside
      aria-label={panel?.title ?? t("canvas.inspector.label")}
      onKeyDown={backToBoard}
      className="flex min-h-0 min-w-0 flex-col border-l border-line bg-surface-1 max-rail:hidden"
    >
      {panel ? <Opened panel={panel} context={context} /> : <Inspector context={context} nodeTest={slots.nodeTest} />}
    </aside>
  );
}

/** Where Escape leads: the canvas, or in the outline the line of what is selected. */
const BACK = [
  '[role="application"][tabindex="0"]',
  '[data-row][aria-current="true"]',
  '[data-way][aria-current="true"] button',
  "[data-row]",
];

/** Escape leads from a form or a panel back to the flow; what lies over the panel has an Escape of its own. */
function backToBoard(event: KeyboardEvent): void {
  const inside = event.target instanceof Node && event.currentTarget.contains(event.target);
  if (event.key !== "Escape" || event.defaultPrevented || !inside) return;
  const places = BACK.map((place) => document.querySelector<HTMLElement>(place));
  places.find((place) => place !== null)?.focus();
}

function Opened({ panel, context }: { panel: CanvasPanel; context: PanelContext }) {
  const { t } = useTranslation();
  const editor = useEditorApi();
  return (
    <>
      <header className="flex flex-none items-center gap-2.5 border-b border-line py-2 pr-2 pl-4">
        <panel.icon className="size-4 text-ink-2" aria-hidden />
        <h2 className="min-w-0 flex-1 truncate text-base font-medium">{panel.title}</h2>
        <IconButton
          icon={X}
          label={t("canvas.inspector.closePanel", { name: panel.title })}
          onClick={() => editor.getState().set({ panel: null })}
        />
      </header>
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">{panel.render(context)}</div>
    </>
  );
}
