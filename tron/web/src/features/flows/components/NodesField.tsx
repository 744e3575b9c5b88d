import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Select } from "@/components/form/Select";
import { Words } from "@/components/Words";
import { useNodeNames } from "../hooks/useNodeTypes";
import type { FlowCanvas } from "../types";

type NodesFieldProps = {
  label: string;
  canvas: FlowCanvas;
  value: readonly string[];
  onChange: (nodes: string[]) => void;
};

/** Some nodes of the flow, by name. */
export function NodesField({ label, canvas, value, onChange }: NodesFieldProps) {
  const { t } = useTranslation();
  const { ofNode } = useNodeNames();
  const nameOf = (id: string) => {
    const node = canvas.nodes.find((one) => one.id === id);
    return node ? ofNode(node) : { text: id, data: true };
  };
  const left = canvas.nodes.filter(({ id, type }) => type !== "note" && !value.includes(id));
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <Select
        aria-label={label}
        value=""
        onChange={(id) => onChange([...value, id])}
        placeholder={t("flows.scenarios.addNode")}
        options={left.map(({ id }) => ({ value: id, label: nameOf(id).text, data: nameOf(id).data }))}
      />
      {value.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {value.map((id) => (
            <li key={id} className="inline-flex items-center rounded-sm bg-surface-3 pl-1.5 text-xs text-ink-2">
              <Words>{nameOf(id).text}</Words>
              <button
                type="button"
                className="grid size-6 flex-none place-items-center rounded-sm hover:text-ink pointer-coarse:size-9"
                aria-label={t("form.removeTag", { name: nameOf(id).text })}
                onClick={() => onChange(value.filter((other) => other !== id))}
              >
                <X className="size-3" aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
