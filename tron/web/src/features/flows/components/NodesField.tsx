import { Checkbox } from "@/components/form/Switch";
import { Words } from "@/components/Words";
import { useNodeNames } from "../hooks/useNodeTypes";
import { isQuiet } from "../quiet";
import type { FlowCanvas } from "../types";

type NodesFieldProps = {
  label: string;
  canvas: FlowCanvas;
  value: readonly string[];
  onChange: (nodes: string[]) => void;
};

/** Some nodes of the flow, by name; one that is wanted and no longer there stays in the list. */
export function NodesField({ label, canvas, value, onChange }: NodesFieldProps) {
  const { ofNode } = useNodeNames();
  const here = canvas.nodes.filter(({ type }) => !isQuiet(type));
  const gone = value.filter((id) => !here.some((node) => node.id === id));
  const choices = [
    ...gone.map((id) => ({ id, name: { text: id, data: true } })),
    ...here.map((node) => ({ id: node.id, name: ofNode(node) })),
  ];
  const tick = (id: string, on: boolean) => onChange(on ? [...value, id] : value.filter((other) => other !== id));
  return (
    <fieldset
      aria-label={label}
      className="flex max-h-40 min-w-0 flex-col overflow-y-auto rounded-md border border-control bg-surface-2 px-2.5 py-1"
    >
      {choices.map(({ id, name }) => (
        <Checkbox
          key={id}
          value={value.includes(id)}
          onChange={(on) => tick(id, on)}
          label={name.data ? <Words className="[overflow-wrap:anywhere]">{name.text}</Words> : name.text}
        />
      ))}
    </fieldset>
  );
}
