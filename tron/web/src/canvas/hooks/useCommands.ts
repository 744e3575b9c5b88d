import { useTranslation } from "react-i18next";
import { notify } from "@/components/toasts";
import type { Command } from "../parts/CommandDialog";
import {
  askConnect,
  copySelected,
  duplicateSelected,
  foldSelected,
  groupSelected,
  originOfNext,
  paste,
  removeSelected,
  selectAll,
  tidyUp,
  ungroupSelected,
} from "../store/actions";
import { useEditor, useEditorApi } from "../store/context";

/** What can be run from the command palette: the canvas's own commands, and what the page adds. */
export function useCommands(more: readonly Command[]): Command[] {
  const { t } = useTranslation();
  const editor = useEditorApi();
  const readOnly = useEditor((state) => state.readOnly);
  const { set, undo, redo } = editor.getState();
  const command = (id: keyof typeof KEYS, run: () => void): Command => ({
    id,
    label: t(`canvas.command.${id}`),
    ...(KEYS[id] ? { keys: KEYS[id] } : {}),
    run,
  });
  const copy = async () => {
    const text = copySelected(editor);
    if (text === null) return;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      notify.failed(t("canvas.command.copyFailed"));
    }
  };
  const pasteIt = async () => {
    try {
      if (!paste(editor, await navigator.clipboard.readText())) notify.failed(t("canvas.command.nothingToPaste"));
    } catch {
      notify.failed(t("canvas.command.copyFailed"));
    }
  };
  const look = [
    command("fit", () => editor.getState().board?.fit()),
    command("outline", () => set({ view: editor.getState().view === "outline" ? "canvas" : "outline" })),
    command("all", () => selectAll(editor)),
    command("copy", () => void copy()),
  ];
  if (readOnly) return [...look, ...more];
  return [
    command("add", () => set({ asked: { kind: "add", origin: originOfNext(editor), at: null, edge: null } })),
    command("connect", () => askConnect(editor)),
    command("undo", undo),
    command("redo", redo),
    command("tidy", () => void tidyUp(editor)),
    ...look,
    command("paste", () => void pasteIt()),
    command("duplicate", () => duplicateSelected(editor)),
    command("remove", () => removeSelected(editor)),
    command("group", () => groupSelected(editor)),
    command("ungroup", () => ungroupSelected(editor)),
    command("fold", () => foldSelected(editor)),
    command("extract", () => set({ asked: { kind: "extract" } })),
    command("grid", () => set({ grid: !editor.getState().grid })),
    command("rename", () => set({ asked: { kind: "rename" } })),
    ...more,
  ];
}

const KEYS = {
  add: "Tab",
  connect: "C",
  undo: "Ctrl+Z",
  redo: "Ctrl+Y",
  tidy: "",
  fit: "1",
  outline: "",
  all: "Ctrl+A",
  copy: "Ctrl+C",
  paste: "Ctrl+V",
  duplicate: "Ctrl+D",
  remove: "Del",
  group: "Ctrl+G",
  ungroup: "Ctrl+Shift+G",
  fold: "",
  extract: "",
  grid: "",
  rename: "",
} as const;
