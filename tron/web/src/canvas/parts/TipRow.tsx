import { Info, ListTree, Workflow, X } from "lucide-react";
import type { ReactNode } from "react";
import { Trans, useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import { useUi } from "@/stores/ui";
import { useEditor, useEditorApi } from "../store/context";

const PAGE = "flowCanvas";

/** How a flow is drawn, in one line; and the way to the outline. The line is closed per person, as on every page. */
export function TipRow({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  const editor = useEditorApi();
  const view = useEditor((state) => state.view);
  const closed = useUi((ui) => ui.help[PAGE]) === "closed";
  const setHelp = useUi((ui) => ui.setHelp);
  const outline = view === "outline";
  return (
    <div className="col-span-full flex min-h-9.5 items-center gap-2.5 border-b border-line bg-surface-1 pr-2 pl-4 text-ink-2">
      {children ??
        (!closed && (
          <>
            <Info className="size-4 text-accent" aria-hidden />
            <p className="min-w-0 py-1 max-sm:hidden">
              <Trans i18nKey="canvas.tip" components={{ kbd: <Key /> }} />
            </p>
          </>
        ))}
      <span className="flex-1" />
      <Button
        small
        look="quiet"
        icon={outline ? Workflow : ListTree}
        onClick={() => editor.getState().set({ view: outline ? "canvas" : "outline" })}
      >
        {t(outline ? "canvas.outline.toCanvas" : "canvas.outline.toOutline")}
      </Button>
      {!closed && !children && <IconButton icon={X} label={t("app.close")} onClick={() => setHelp(PAGE, "closed")} />}
    </div>
  );
}

function Key({ children }: { children?: ReactNode }) {
  return <kbd className="rounded-xs border border-line-2 bg-surface-3 px-1 font-sans text-2xs">{children}</kbd>;
}
