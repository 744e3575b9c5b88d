import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { useResults } from "@/features/flows/hooks/useResults";
import { saveFlow, useFlow, useRememberFlow } from "../api";
import { useCanvasKeys } from "../hooks/useCanvasKeys";
import { useCheck } from "../hooks/useCheck";
import { useCommands } from "../hooks/useCommands";
import { useLeaving } from "../hooks/useLeaving";
import { usePanelContext } from "../hooks/usePanelContext";
import { useValidation } from "../hooks/useValidation";
import type { Flow, Specs } from "../model/types";
import type { CanvasSlots } from "../panels";
import { EditorProvider, useEditor, useEditorApi } from "../store/context";
import { storedDraft } from "../store/draft";
import { createEditor, type Editor } from "../store/editor";
import { Saver } from "../store/saver";
import { AskedDialog } from "./AskedDialog";
import type { Command } from "./CommandDialog";
import { EditorTop } from "./EditorTop";
import { Frame } from "./Frame";
import { Palette } from "./Palette";
import { Pane } from "./Pane";
import { ProblemsDock } from "./ProblemsDock";
import { SavingDialogs } from "./SavingDialogs";
import { SidePanel } from "./SidePanel";
import { Spoken } from "./Spoken";
import { TipRow } from "./TipRow";
import { TrafficBar } from "./TrafficBar";

type WorkspaceProps = { flow: Flow; specs: Specs; slots: CanvasSlots; reload: () => void };

/** The canvas of a draft, with what this tab had not saved before. */
export function Workspace({ flow, specs, slots, reload }: WorkspaceProps) {
  const remember = useRememberFlow();
  const [{ editor, saver }] = useState(() => opened(flow, specs, remember));
  useEffect(() => saver.watch(), [saver]);
  return (
    <EditorProvider value={editor}>
      <Desk flow={flow} saver={saver} slots={slots} reload={reload} />
    </EditorProvider>
  );
}

function opened(flow: Flow, specs: Specs, remember: (flow: Flow) => void): { editor: Editor; saver: Saver } {
  const draft = storedDraft(flow.id);
  const editor = createEditor(draft?.canvas ?? flow.canvas_data, specs, false);
  const put = async (change: Parameters<typeof saveFlow>[1]) => {
    const saved = await saveFlow(flow.id, change);
    remember(saved);
    return saved;
  };
  return { editor, saver: new Saver(editor, flow, put, draft) };
}

type DeskProps = Omit<WorkspaceProps, "specs"> & { saver: Saver };

function Desk({ flow, saver, slots, reload }: DeskProps) {
  const { t } = useTranslation();
  const saved = useStore(saver.store);
  const view = useEditor((state) => state.view);
  const validation = useValidation(flow.id);
  const [publishing, setPublishing] = useState(false);
  const leaving = useLeaving(flow.id, saved, saver);
  const { mutate } = useFlow(flow.id);
  const context = usePanelContext(flow, flow.version > 0 ? null : undefined, {
    flush: () => saver.flush(),
    onReplaced: () => void mutate().then((fresh) => fresh && saver.adopt(fresh)),
  });
  const check = useCheck(validation);
  const commands = useCommands([
    { id: "validate", label: t("canvas.top.validate"), run: check },
    { id: "publish", label: t("canvas.top.publish"), run: () => setPublishing(true) },
    ...usePanelCommands(slots),
  ]);
  useCanvasKeys();
  usePinMarks(flow.id);
  useEffect(() => saver.follow(flow), [saver, flow]);
  useEffect(() => {
    // A second tab may have saved meanwhile.
    window.addEventListener("focus", reload);
    return () => window.removeEventListener("focus", reload);
  }, [reload]);
  return (
    <Frame>
      <EditorTop
        flow={flow}
        saver={saver}
        saved={saved}
        validation={validation}
        slots={slots}
        onPublish={() => setPublishing(true)}
      />
      <TipRow />
      <Palette />
      <div className="relative grid min-h-0 min-w-0 grid-rows-[minmax(0,1fr)_auto]">
        <Pane />
        {view === "canvas" && <TrafficBar flowId={flow.id} version={null} />}
        <ProblemsDock below={view === "outline"} />
      </div>
      <SidePanel context={context} slots={slots} />
      <Spoken />
      <AskedDialog name={saved.name} onRename={(name) => saver.rename(name)} commands={commands} />
      <SavingDialogs saved={saved} saver={saver} leaving={leaving} />
      {slots.publish({ ...context, open: publishing, onClose: () => setPublishing(false) })}
    </Frame>
  );
}

/** Shows on the nodes whose results are pinned. */
function usePinMarks(flowId: string): void {
  const editor = useEditorApi();
  const [results] = useResults(flowId);
  useEffect(() => editor.getState().set({ results }), [editor, results]);
}

/** The panels as commands. */
function usePanelCommands(slots: CanvasSlots): Command[] {
  const editor = useEditorApi();
  return useMemo(
    () =>
      slots.panels.map(({ id, title }) => ({
        id: `panel ${id}`,
        label: title,
        run: () => editor.getState().set({ panel: id }),
      })),
    [slots, editor],
  );
}
