import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { StepNode } from "../store/drawn";
import { TemplateText } from "./TemplateText";

const COLOURS: Readonly<Record<string, string>> = {
  yellow: "border-warning-line bg-warning-soft",
  green: "border-success-line bg-success-soft",
  blue: "border-info-line bg-info-soft",
  red: "border-danger-line bg-danger-soft",
};

/** A note for those who read the flow. */
export const NoteView = memo(function NoteView({ id, data: { node }, selected }: NodeProps<StepNode>) {
  const { t } = useTranslation();
  const { text, color } = node.data;
  const look = COLOURS[String(color)] ?? "border-line-2 bg-surface-2";
  return (
    <div
      id={`step-${id}`}
      role="note"
      aria-label={t("canvas.node.note")}
      className={`size-full overflow-hidden rounded-lg border p-2.5 text-xs text-ink-2 shadow-node ${look} ${selected ? "outline-2 outline-accent" : ""}`}
    >
      {typeof text === "string" && text !== "" ? (
        <TemplateText className="whitespace-pre-line">{text}</TemplateText>
      ) : (
        <span className="text-ink-3">{t("canvas.node.emptyNote")}</span>
      )}
    </div>
  );
});
