import { useEffect } from "react";
import { useHotkeys } from "react-hotkeys-hook";
import {
  askConnect,
  copySelected,
  duplicateSelected,
  groupSelected,
  nudge,
  originOfNext,
  paste,
  removeSelected,
  selectAll,
  selectGroup,
  ungroupSelected,
  walk,
  walkAlong,
} from "../store/actions";
import { useEditorApi } from "../store/context";
import type { Editor } from "../store/editor";
import { onlySelected } from "../store/views";

type Act = (editor: Editor) => void;

const ask = (asked: NonNullable<ReturnType<Editor["getState"]>["asked"]>) => (editor: Editor) =>
  editor.getState().set({ asked });

/** What a key does while the canvas has the focus. */
const ON_BOARD: Readonly<Record<string, Act>> = {
  up: (editor) => walk(editor, "up"),
  down: (editor) => walk(editor, "down"),
  left: (editor) => walk(editor, "left"),
  right: (editor) => walk(editor, "right"),
  delete: removeSelected,
  backspace: removeSelected,
  escape: (editor) => editor.getState().select([]),
  enter: (editor) => focusForm(editor, null),
  f2: (editor) => focusForm(editor, "label"),
  c: askConnect,
  g: selectGroup,
  "shift+up": (editor) => walkAlong(editor, "up"),
  "shift+down": (editor) => walkAlong(editor, "down"),
  "shift+left": (editor) => walkAlong(editor, "left"),
  "shift+right": (editor) => walkAlong(editor, "right"),
  "mod+up": (editor) => nudge(editor, "up"),
  "mod+down": (editor) => nudge(editor, "down"),
  "mod+left": (editor) => nudge(editor, "left"),
  "mod+right": (editor) => nudge(editor, "right"),
  "1": (editor) => editor.getState().board?.fit(),
  "mod+a": selectAll,
  "mod+d": duplicateSelected,
};

/** What a key does wherever the focus is, but not in a text. */
const ANYWHERE: Readonly<Record<string, Act>> = {
  "mod+z": (editor) => editor.getState().undo(),
  "mod+y": (editor) => editor.getState().redo(),
  "mod+shift+z": (editor) => editor.getState().redo(),
  "mod+g": groupSelected,
  "mod+shift+g": ungroupSelected,
};

/** The canvas's keys. Everything they do can be clicked too. */
export function useCanvasKeys(): void {
  const editor = useEditorApi();
  const idle = () => editor.getState().asked === null;
  useHotkeys(
    Object.keys(ON_BOARD),
    (event, { hotkey }) => {
      if (!isOnBoard(event)) return;
      event.preventDefault();
      ON_BOARD[hotkey]?.(editor);
    },
    { enabled: idle },
    [editor],
  );
  useHotkeys(
    "tab",
    (event) => {
      // With nothing selected, Tab leaves the canvas as it leaves any other control.
      if (!isOnBoard(event) || onlySelected(editor.getState()) === null || editor.getState().readOnly) return;
      event.preventDefault();
      ask({ kind: "add", origin: originOfNext(editor), at: null, edge: null })(editor);
    },
    { enabled: idle },
    [editor],
  );
  useHotkeys(
    Object.keys(ANYWHERE),
    (_event, { hotkey }) => ANYWHERE[hotkey]?.(editor),
    { preventDefault: true, enabled: idle },
    [editor],
  );
  useHotkeys(
    "mod+k",
    ask({ kind: "commands", text: "" }).bind(null, editor),
    { preventDefault: true, enableOnFormTags: true, enabled: idle },
    [editor],
  );
  useClipboardKeys(editor);
}

function focusForm(editor: Editor, field: string | null): void {
  const node = onlySelected(editor.getState());
  if (node !== null) editor.getState().set({ wanted: { node, field }, panel: null });
}

/** Copying works by the browser's own events: they need no permission and no secure page. */
function useClipboardKeys(editor: Editor): void {
  useEffect(() => {
    const free = (event: ClipboardEvent) => isOnBoard(event) && editor.getState().asked === null;
    const take = (event: ClipboardEvent) => {
      const text = free(event) && !window.getSelection()?.toString() ? copySelected(editor) : null;
      if (text === null) return false;
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
      return true;
    };
    const onCopy = (event: ClipboardEvent) => void take(event);
    const onCut = (event: ClipboardEvent) => {
      if (take(event)) removeSelected(editor);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (free(event) && paste(editor, event.clipboardData?.getData("text/plain") ?? "")) event.preventDefault();
    };
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCut);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCut);
      document.removeEventListener("paste", onPaste);
    };
  }, [editor]);
}

function isOnBoard({ target }: Event): boolean {
  if (!(target instanceof Element)) return false;
  // Nothing in it has the focus: the page itself, as after it was opened or a dialog closed.
  if (target.querySelector("[data-canvas-keys]") !== null) return true;
  return target.closest("[data-canvas-keys]") !== null && target.closest("input, textarea, select, button") === null;
}
