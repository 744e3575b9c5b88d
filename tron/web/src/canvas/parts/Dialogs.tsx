import { useEditor, useEditorApi } from "../store/context";
import { AddDialog } from "./AddDialog";
import { type Command, CommandDialog } from "./CommandDialog";
import { ConnectDialog } from "./ConnectDialog";
import { ExtractDialog } from "./ExtractDialog";
import { RenameDialog } from "./RenameDialog";

type DialogsProps = { name: string; onRename: (name: string) => void; commands: readonly Command[] };

/** The question that is open over the canvas, if there is one. */
export function Dialogs({ name, onRename, commands }: DialogsProps) {
  const editor = useEditorApi();
  const asked = useEditor((state) => state.asked);
  // What a question led to may have asked the next one.
  const onClose = () => {
    if (editor.getState().asked === asked) editor.getState().set({ asked: null });
  };
  switch (asked?.kind) {
    case "add":
      return <AddDialog {...asked} onClose={onClose} />;
    case "connect":
      return <ConnectDialog {...asked} onClose={onClose} />;
    case "commands":
      return <CommandDialog commands={commands} start={asked.text} onClose={onClose} />;
    case "extract":
      return <ExtractDialog onClose={onClose} />;
    case "rename":
      return <RenameDialog name={name} onRename={onRename} onClose={onClose} />;
    default:
      return null;
  }
}
