import { FlaskConical, History, ListChecks } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { FlowEditor } from "@/canvas/FlowEditor";
import type { CanvasSlots } from "@/canvas/panels";
import { NodeTest } from "@/features/flows/components/NodeTest";
import { PublishDialog } from "@/features/flows/components/PublishDialog";
import { ScenariosPanel } from "@/features/flows/components/ScenariosPanel";
import { SimulatorPanel } from "@/features/flows/components/SimulatorPanel";
import { VersionsPanel } from "@/features/flows/components/VersionsPanel";
import { useMedia } from "@/hooks/useMedia";

/** Below this width a flow is read, not edited. */
const SMALL = "(max-width: 899.98px)";

/** /flows/:id, and /flows/:id/versions/:version to look at. */
export function Component() {
  const { id = "", version } = useParams();
  const small = useMedia(SMALL);
  const number = Number(version);
  return (
    <FlowEditor
      key={id}
      flowId={id}
      version={Number.isInteger(number) && number > 0 ? number : null}
      small={small}
      slots={useSlots()}
    />
  );
}

/** What stands beside the canvas. */
function useSlots(): CanvasSlots {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      test: "simulator",
      panels: [
        {
          id: "simulator",
          title: t("canvas.panel.simulator"),
          icon: FlaskConical,
          render: (context) => <SimulatorPanel {...context} />,
        },
        {
          id: "scenarios",
          title: t("flows.scenarios.title"),
          icon: ListChecks,
          render: (context) => <ScenariosPanel {...context} />,
        },
        {
          id: "versions",
          title: t("canvas.panel.versions"),
          icon: History,
          render: (context) => <VersionsPanel {...context} />,
        },
      ],
      publish: (context) => <PublishDialog {...context} />,
      nodeTest: (context) => <NodeTest key={context.nodeId} {...context} />,
    }),
    [t],
  );
}
