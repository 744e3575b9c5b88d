import { Copy, Group, Trash2, Workflow } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { duplicateSelected, groupSelected, removeSelected } from "../store/actions";
import { useEditor, useEditorApi } from "../store/context";
import { CloseButton } from "./CloseButton";

/** What can be done with several nodes at once. */
export function SelectionInspector() {
  const { t } = useTranslation();
  const editor = useEditorApi();
  const count = useEditor(({ selected }) => selected.size);
  const readOnly = useEditor((state) => state.readOnly);
  return (
    <>
      <header className="flex items-center gap-2.5 border-b border-line py-2 pr-2 pl-4">
        <h2 className="flex-1 text-base font-medium">{t("canvas.selection.title", { count })}</h2>
        <CloseButton />
      </header>
      {!readOnly && (
        <div className="flex flex-col items-start gap-2 p-4">
          <Button icon={Copy} onClick={() => duplicateSelected(editor)}>
            {t("canvas.selection.duplicate")}
          </Button>
          <Button icon={Group} onClick={() => groupSelected(editor)}>
            {t("canvas.selection.group")}
          </Button>
          <Button icon={Workflow} onClick={() => editor.getState().set({ asked: { kind: "extract" } })}>
            {t("canvas.selection.extract")}
          </Button>
          <Button icon={Trash2} look="dangerLine" onClick={() => removeSelected(editor)}>
            {t("canvas.selection.remove")}
          </Button>
          <p className="text-xs text-ink-3">{t("canvas.selection.hint")}</p>
        </div>
      )}
    </>
  );
}
