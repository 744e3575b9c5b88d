import { FlaskConical, History, ListChecks } from "lucide-react";
import { lazy, type ReactNode, Suspense, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { FlowEditor } from "@/canvas/FlowEditor";
import type { CanvasSlots } from "@/canvas/panels";
import { useMedia } from "@/hooks/useMedia";

// What is opened by a click comes with that click: the canvas itself has enough to bring.
const NodeTest = lazy(async () => ({ default: (await import("@/features/flows/panels")).NodeTest }));
const PublishDialog = lazy(async () => ({ default: (await import("@/features/flows/panels")).PublishDialog }));
const ScenariosPanel = lazy(async () => ({ default: (await import("@/features/flows/panels")).ScenariosPanel }));
const SimulatorPanel = lazy(async () => ({ default: (await import("@/features/flows/panels")).SimulatorPanel }));
const VersionsPanel = lazy(async () => ({ default: (await import("@/features/flows/panels")).VersionsPanel }));

const onDemand = (part: ReactNode) => <Suspense fallback={null}>{part}</Suspense>;

/** Below this width a flow is read, not edited. */
const SMALL = "(max-width: 899.98px)";

/** /flows/:id; to look at /flows/:id/versions/:version, and /flows/:id/calls/:call as a call walked it. */
export function Component() {
  const { id = "", version, call } = useParams();
  const small = useMedia(SMALL);
  const number = Number(version);
  return (
    <FlowEditor
      key={id}
      flowId={id}
      version={Number.isInteger(number) && number > 0 ? number : null}
      callId={call ?? null}
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
          render: (context) => onDemand(<SimulatorPanel {...context} />),
        },
        {
          id: "scenarios",
          title: t("flows.scenarios.title"),
          icon: ListChecks,
          render: (context) => onDemand(<ScenariosPanel {...context} />),
        },
        {
          id: "versions",
          title: t("canvas.panel.versions"),
          icon: History,
          render: (context) => onDemand(<VersionsPanel {...context} />),
        },
      ],
      publish: (context) => context.open && onDemand(<PublishDialog {...context} />),
      nodeTest: (context) => onDemand(<NodeTest key={context.nodeId} {...context} />),
    }),
    [t],
  );
}
