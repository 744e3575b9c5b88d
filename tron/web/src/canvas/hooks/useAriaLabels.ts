import type { AriaLabelConfig } from "@xyflow/react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

/** What React Flow says to screen readers, in the page's language. */
export function useAriaLabels(): Partial<AriaLabelConfig> {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      "node.a11yDescription.default": t("canvas.aria.node"),
      "node.a11yDescription.keyboardDisabled": t("canvas.aria.node"),
      "node.a11yDescription.ariaLiveMessage": ({ x, y }: { x: number; y: number }) => t("canvas.aria.moved", { x, y }),
      "edge.a11yDescription.default": t("canvas.aria.edge"),
      "controls.ariaLabel": t("canvas.zoom.label"),
      "controls.zoomIn.ariaLabel": t("canvas.zoom.in"),
      "controls.zoomOut.ariaLabel": t("canvas.zoom.out"),
      "controls.fitView.ariaLabel": t("canvas.zoom.fit"),
      "controls.interactive.ariaLabel": t("canvas.zoom.label"),
      "minimap.ariaLabel": t("canvas.aria.map"),
      "handle.ariaLabel": t("canvas.aria.handle"),
    }),
    [t],
  );
}
