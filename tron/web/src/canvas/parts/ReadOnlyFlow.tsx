import { GitBranch, PencilRuler } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Badge } from "@/components/Badge";
import { buttonLook } from "@/components/Button";
import { TopActions, TopName } from "@/components/layout/slots";
import { Words } from "@/components/Words";
import { useLitCall } from "@/features/flows/hooks/useLitCall";
import { useCanvasKeys } from "../hooks/useCanvasKeys";
import { useCommands } from "../hooks/useCommands";
import { usePanelContext } from "../hooks/usePanelContext";
import type { Flow, FlowCanvas, Specs } from "../model/types";
import type { CanvasSlots } from "../panels";
import { EditorProvider, useEditor } from "../store/context";
import { createEditor } from "../store/editor";
import { AskedDialog } from "./AskedDialog";
import { PanelButtons } from "./EditorTop";
import { Frame } from "./Frame";
import { Pane } from "./Pane";
import { SidePanel } from "./SidePanel";
import { Spoken } from "./Spoken";
import { TipRow } from "./TipRow";
import { TrafficBar } from "./TrafficBar";

type ReadOnlyFlowProps = {
  flow: Flow;
  canvas: FlowCanvas;
  specs: Specs;
  /** Null: the draft, on a screen too small to edit on. */
  version: number | null;
  /** The canvas is that of a call. */
  callId: string | null;
  small: boolean;
  slots: CanvasSlots;
};

/** A flow to look at: a published version, what a call walked, or the draft on a phone. */
export function ReadOnlyFlow({ canvas, specs, small, ...rest }: ReadOnlyFlowProps) {
  const [editor] = useState(() => {
    const made = createEditor(canvas, specs, true);
    if (small) made.getState().set({ view: "outline" });
    return made;
  });
  useEffect(() => editor.getState().replace(canvas), [editor, canvas]);
  return (
    <EditorProvider value={editor}>
      <Shown {...rest} />
    </EditorProvider>
  );
}

function Shown({ flow, version, callId, slots }: Pick<ReadOnlyFlowProps, "flow" | "version" | "callId" | "slots">) {
  const { t } = useTranslation();
  const view = useEditor((state) => state.view);
  const counted = callId !== null || flow.version === 0 ? undefined : version;
  const context = usePanelContext(flow, counted, { flush: async () => flow.revision, onReplaced: () => undefined });
  const commands = useCommands([]);
  useCanvasKeys();
  useLitCall(callId, context.highlight);
  return (
    <Frame>
      <h1 className="sr-only">
        <Words>{flow.name}</Words>
      </h1>
      <TopName name={flow.name}>
        {version !== null && (
          <Badge tone="neutral" icon={GitBranch}>
            {t("canvas.top.version", { version })}
          </Badge>
        )}
        {callId !== null && (
          <Badge tone="neutral" icon={PencilRuler}>
            {t("canvas.top.ofCall")}
          </Badge>
        )}
      </TopName>
      {callId !== null && (
        <TopActions>
          <Link to={`/calls/${callId}`} className={buttonLook("secondary")}>
            {t("canvas.top.toCall")}
          </Link>
          <Link to={`/flows/${flow.id}`} className={buttonLook("secondary")}>
            {t("canvas.top.toDraft")}
          </Link>
        </TopActions>
      )}
      {version !== null && (
        <TopActions>
          <PanelButtons slots={slots} />
          <Link to={`/flows/${flow.id}`} className={buttonLook("secondary")}>
            {t("canvas.top.toDraft")}
          </Link>
        </TopActions>
      )}
      <TipRow>
        <p className="py-1">
          {t(callId !== null ? "canvas.ofCall" : version === null ? "canvas.onPhone" : "canvas.readOnly")}
        </p>
      </TipRow>
      <div className="relative grid min-h-0 min-w-0 rail:col-span-2">
        <Pane />
        {view === "canvas" && callId === null && <TrafficBar flowId={flow.id} version={version} />}
      </div>
      <SidePanel context={context} slots={slots} />
      <Spoken />
      <AskedDialog name={flow.name} onRename={() => undefined} commands={commands} />
    </Frame>
  );
}
