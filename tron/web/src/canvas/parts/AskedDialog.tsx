import { lazy, Suspense } from "react";
import { useEditor } from "../store/context";
import type { Command } from "./CommandDialog";

// They bring a library of their own, and only a question needs it.
const Dialogs = lazy(async () => ({ default: (await import("./Dialogs")).Dialogs }));

type AskedDialogProps = { name: string; onRename: (name: string) => void; commands: readonly Command[] };

/** The question that is open over the canvas; nothing is loaded for it before the first one. */
export function AskedDialog(props: AskedDialogProps) {
  const open = useEditor(({ asked }) => asked !== null);
  return open ? (
    <Suspense fallback={null}>
      <Dialogs {...props} />
    </Suspense>
  ) : null;
}
