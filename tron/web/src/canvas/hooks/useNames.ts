import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Category, FlowNode, Way } from "../model/types";
import { useEditor } from "../store/context";
import { useSpecWords } from "./useSpecWords";

export type Names = {
  type: (type: string) => string;
  category: (category: Category) => string;
  /** The label that somebody gave, else the type's title. */
  node: (node: Pick<FlowNode, "type" | "label">) => string;
  /** What the node is, below its name. */
  kind: (node: Pick<FlowNode, "type" | "label">) => string;
  /** Whether the name is somebody's own words. */
  isOwn: (node: Pick<FlowNode, "label">) => boolean;
  way: (way: Way) => string;
};

/** How nodes, their types and their ways are called on this page. */
export function useNames(): Names {
  const { t } = useTranslation();
  const say = useSpecWords();
  const specs = useEditor((editor) => editor.specs);
  return useMemo(() => {
    const type = (name: string) => {
      const spec = specs.get(name);
      return spec ? say(spec.title) : t("canvas.node.unknown", { type: name });
    };
    const category = (name: Category) => t(`canvas.category.${name}`);
    return {
      type,
      category,
      node: (node) => node.label || type(node.type),
      kind: (node) => {
        const spec = specs.get(node.type);
        return node.label && node.label !== spec?.title
          ? type(node.type)
          : spec
            ? category(spec.category)
            : t("canvas.node.kept");
      },
      isOwn: (node) => Boolean(node.label),
      way: (way) => say(way.title),
    };
  }, [specs, say, t]);
}
