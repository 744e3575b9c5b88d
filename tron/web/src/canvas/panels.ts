import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { DraftProps, PanelProps } from "@/features/flows/panel";
import type { Flow } from "./model/types";

/** What the canvas gives to a part that stands beside it. */
export type PanelContext = PanelProps &
  DraftProps & {
    flow: Flow;
    /** The version whose calls are counted, null for the latest one; undefined where there are none to count. */
    counted: number | null | undefined;
  };

/** A part that opens in the place of the inspector: simulator, versions, scenarios. */
export type CanvasPanel = {
  id: string;
  title: string;
  icon: LucideIcon;
  /** It works on a published version too. */
  readOnly?: boolean;
  render: (context: PanelContext) => ReactNode;
};

/** Where a page puts what the canvas itself does not have. */
export type CanvasSlots = {
  panels: readonly CanvasPanel[];
  /** The panel that [Test] opens. */
  test: string;
  /** The dialog behind [Publish]. */
  publish: (context: PanelContext & { open: boolean; onClose: () => void }) => ReactNode;
  /** The tab that runs one node. */
  nodeTest?: (context: PanelContext & { nodeId: string }) => ReactNode;
};
