import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { Editor, EditorActions, EditorState } from "./editor";

const EditorContext = createContext<Editor | null>(null);

export const EditorProvider = EditorContext;

/** The open canvas, for what happens at a click: reading it draws nothing again. */
export function useEditorApi(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error("no canvas is open here");
  return editor;
}

/** A part of the open canvas; draws again when that part changes. */
export function useEditor<Part>(part: (state: EditorState & EditorActions) => Part): Part {
  return useStore(useEditorApi(), part);
}

/** Whether there is something to undo and to redo. */
export function useHistory(): { undo: boolean; redo: boolean } {
  const { temporal } = useEditorApi();
  return {
    undo: useStore(temporal, ({ pastStates }) => pastStates.length > 0),
    redo: useStore(temporal, ({ futureStates }) => futureStates.length > 0),
  };
}
