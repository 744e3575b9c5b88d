import { useSpecWords } from "@/canvas/hooks/useSpecWords";
import type { NodeSpec } from "@/canvas/model/types";
import { waysOf } from "@/canvas/model/ways";
import { fixedWay, useNodeTypes } from "@/components/flow/useNodeTypes";
import { plain } from "@/lib/format";
import type { FlowCanvas, FlowNode } from "../types";

type Properties = Readonly<Record<string, { title?: string } | undefined>>;

/** A name: what a person called something, which is data, else Tron's own word for it. */
export type Name = { text: string; data: boolean };

/** Names of nodes, of their types, fields and ways out, in the page's language. */
export function useNodeNames() {
  const say = useSpecWords();
  const types = useNodeTypes();
  const find = (type: string) => types?.find((one) => one.type === type);
  const ofType = (type: string): Name => {
    const title = find(type)?.title;
    return title === undefined ? { text: plain(type), data: true } : { text: say(title), data: false };
  };
  const ofNode = ({ type, label }: Pick<FlowNode, "type" | "label">): Name =>
    label ? { text: label, data: true } : ofType(type);
  /** "data.on_silence" of a listen -> "On silence"; what is inside a field by its place. */
  const ofField = (type: string, path: string): string => {
    const [first, name, ...rest] = path.split(".");
    if (first !== "data" || name === undefined) return plain(path);
    const properties = find(type)?.data_schema["properties"] as Properties | undefined;
    const title = properties?.[name]?.title;
    return [title ? say(title) : plain(name), ...rest].join(" · ");
  };
  /** A way out by its title, as the canvas shows it; without the node's `data` only what its type itself has. */
  const ofWay = (type: string, way: string, data?: FlowNode["data"]): Name => {
    const fixed = fixedWay(types, type, way);
    if (fixed !== undefined) return { text: say(fixed), data: false };
    // The server names every part of a handle.
    const row = data && waysOf(find(type) as NodeSpec | undefined, data).find(({ id }) => id === way);
    return { text: row ? say(row.title) : way, data: true };
  };
  return { ofType, ofNode, ofField, ofWay };
}

/** Names of these nodes of a canvas, with commas; one that is not there by its id. */
export function useNodeList(canvas: FlowCanvas): (ids: readonly string[]) => string {
  const { ofNode } = useNodeNames();
  const name = (id: string) => {
    const node = canvas.nodes.find((one) => one.id === id);
    return node ? ofNode(node).text : id;
  };
  return (ids) => ids.map(name).join(", ");
}
