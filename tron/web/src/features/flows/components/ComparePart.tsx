import { ArrowRight, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/Button";
import { Select } from "@/components/form/Select";
import { useComparison } from "../hooks/useComparison";
import { useMarks } from "../hooks/useMarks";
import type { DraftProps, PanelProps } from "../panel";
import type { FlowVersion, Side } from "../types";
import { Compared } from "./Compared";

type Sides = { from: Side; to: Side };
type ComparePartProps = PanelProps &
  DraftProps & {
    versions: readonly FlowVersion[];
    sides: Sides;
    onSides: (sides: Sides) => void;
    onClose: () => void;
  };

/** Two versions against each other; the draft as it is written now. */
export function ComparePart({
  flowId,
  canvas,
  select,
  mark,
  flush,
  versions,
  sides,
  onSides,
  onClose,
}: ComparePartProps) {
  const { t } = useTranslation();
  const diff = useComparison(flowId, canvas, sides, flush);
  useMarks(diff.data, sides, mark);
  const options = [
    { value: "draft", label: t("flows.draft") },
    ...versions.map(({ version }) => ({ value: String(version), label: t("flows.version", { version }) })),
  ];
  const choose = (name: keyof Sides) => (value: string) =>
    onSides({ ...sides, [name]: value === "draft" ? "draft" : Number(value) });
  return (
    <section aria-label={t("flows.diff.title")} className="border-t border-line bg-page">
      <div className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)_auto] items-center gap-2 px-4 py-2.5">
        <Select
          aria-label={t("flows.diff.from")}
          value={String(sides.from)}
          onChange={choose("from")}
          options={options}
        />
        <ArrowRight className="size-4 text-ink-3" aria-hidden />
        <Select aria-label={t("flows.diff.to")} value={String(sides.to)} onChange={choose("to")} options={options} />
        <IconButton icon={X} label={t("flows.diff.close")} onClick={onClose} />
      </div>
      <Compared diff={diff} canvas={canvas} select={select} />
    </section>
  );
}
