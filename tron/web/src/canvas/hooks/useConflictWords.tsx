import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ConflictRow } from "@/components/ConflictDialog";
import { Words } from "@/components/Words";
import { type Part, partsThatDiffer, shownValue } from "../model/clash";
import type { Clash, WayClash } from "../model/merge";
import { formOf } from "../model/schema";
import { summaryOf } from "../model/summary";
import type { FlowNode, Graph } from "../model/types";
import { drawnWays } from "../model/ways";
import { useEditor } from "../store/context";
import { useNames } from "./useNames";
import { useSpecWords } from "./useSpecWords";

/** What two versions of a flow have otherwise, as rows to read. */
export function useConflictWords() {
  const { t } = useTranslation();
  const names = useNames();
  const say = useSpecWords();
  const specs = useEditor((state) => state.specs);

  const place = ({ position: { x, y } }: FlowNode) => t("canvas.save.at", { x: Math.round(x), y: Math.round(y) });
  const whole = (node: FlowNode | null): ReactNode => {
    if (!node) return t("canvas.save.gone");
    return <Words>{[names.node(node), summaryOf(node, specs.get(node.type)) ?? place(node)].join("\n")}</Words>;
  };
  const part = (node: FlowNode, one: Part): string => {
    if (one.kind === "place") return place(node);
    if (one.kind === "label") return names.node(node);
    const spec = specs.get(node.type);
    const field = spec && formOf(spec.data_schema).find(({ name }) => name === one.name);
    const value = one.name in node.data ? node.data[one.name] : spec?.defaults[one.name];
    const text =
      typeof value === "boolean" ? t(value ? "canvas.save.on" : "canvas.save.off") : shownValue(field, value, say);
    return `${say(field?.title ?? one.name)}: ${text ?? t("canvas.save.empty")}`;
  };
  const differing = (node: FlowNode, parts: readonly Part[]) => (
    <Words>{parts.map((one) => part(node, one)).join("\n")}</Words>
  );
  const target = (id: string | null, { nodes }: Graph): ReactNode => {
    const node = nodes.find((one) => one.id === id);
    return node ? <Words>{`→ ${names.node(node)}`}</Words> : t("canvas.outline.open");
  };

  return {
    ofNode: ({ id, mine, theirs }: Clash): ConflictRow => {
      const node = mine ?? theirs;
      const parts = mine && theirs && mine.type === theirs.type ? partsThatDiffer(mine, theirs) : [];
      const show = (one: FlowNode | null) => (one && parts.length > 0 ? differing(one, parts) : whole(one));
      return { name: id, label: node ? names.node(node) : id, mine: show(mine), theirs: show(theirs) };
    },
    /** Of a node that both versions have. */
    ofWay: ({ node: id, way: handle, mine, theirs }: WayClash, here: Graph, there: Graph): ConflictRow => {
      const node = [...here.nodes, ...there.nodes].find((one) => one.id === id);
      const ways = node
        ? drawnWays(
            node,
            specs,
            [...here.edges, ...there.edges].filter(({ source }) => source === id),
          )
        : [];
      const way = ways.find((one) => one.id === handle);
      return {
        name: `${id} ${handle}`,
        label: [node ? names.node(node) : id, way ? names.way(way) : handle].join(" · "),
        mine: target(mine, here),
        theirs: target(theirs, there),
      };
    },
  };
}
