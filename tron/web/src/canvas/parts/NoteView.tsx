import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { StepNode } from "../store/drawn";
import { paperOf } from "./paper";
import { TemplateText } from "./TemplateText";

/** A note for those who read the flow. */
export const NoteView = memo(function NoteView({ id, data: { node }, selected }: NodeProps<StepNode>) {
  const { t } = useTranslation();
  const { text, color } = node.data;
  const look = paperOf(color);
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
