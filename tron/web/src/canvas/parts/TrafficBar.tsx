import { ChartNoAxesColumn } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import type { TrafficBarProps } from "./TrafficFigures";

const Figures = lazy(async () => ({ default: (await import("./TrafficFigures")).TrafficFigures }));

/** Shows on the canvas how calls went through the flow, and where they were lost. */
export function TrafficBar({ flowId, version }: TrafficBarProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <section
      aria-label={t("canvas.traffic.label")}
      className="absolute top-3 left-3 z-5 flex max-h-[50%] max-w-[262px] flex-col items-start gap-2"
    >
      <Button small icon={ChartNoAxesColumn} aria-pressed={open} onClick={() => setOpen(!open)}>
        {t("canvas.traffic.show")}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <Figures flowId={flowId} version={version} />
        </Suspense>
      )}
    </section>
  );
}
