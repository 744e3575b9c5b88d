import { ArrowRight, CircleCheck, Move } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { NodeTile } from "@/components/flow/NodeTile";
import { useNodeNames } from "../hooks/useNodeTypes";
import { type Mark, SIGNS } from "../marks";
import type { FlowCanvas, FlowDiff, FlowNode, NamedNode } from "../types";
import { FieldDiff } from "./FieldDiff";
import { NameText } from "./NameText";
import { NodeLine } from "./NodeLine";

type DiffViewProps = { diff: FlowDiff; canvas: FlowCanvas; select: (nodeId: string) => void };

/** What one version has and the other has not, node by node and field by field. A click jumps to the node. */
export function DiffView({ diff, canvas, select }: DiffViewProps) {
  const { t } = useTranslation();
  const { nodes, edges, moved } = diff;
  const here = new Set(canvas.nodes.map(({ id }) => id));
  const line = (node: NamedNode, children?: ReactNode) => (
    <NodeLine key={node.id} node={node} onSelect={here.has(node.id) ? () => select(node.id) : undefined}>
      {children}
    </NodeLine>
  );
  if (isNothing(diff)) {
    return (
      <p className="flex items-center gap-2 px-4 py-3 text-ink-2">
        <CircleCheck className="size-4 text-success" aria-hidden />
        {t("flows.diff.same")}
      </p>
    );
  }
  return (
    <div className="flex flex-col">
      <Part kind="added" count={nodes.added.length}>
        {nodes.added.map((node) => line(node))}
      </Part>
      <Part kind="removed" count={nodes.removed.length}>
        {nodes.removed.map((node) => line(node))}
      </Part>
      <Part kind="changed" count={nodes.changed.length}>
        {nodes.changed.map((node) =>
          line(
            node,
            node.fields.map((field) => <FieldDiff key={field.path} type={node.type} field={field} />),
          ),
        )}
      </Part>
      <Edges edges={edges} nodes={namesIn(canvas, diff)} />
      {moved > 0 && (
        <p className="flex items-center gap-2 border-t border-line px-4 py-2 text-xs text-ink-3">
          <Move className="size-3.5" aria-hidden />
          {t("flows.diff.moved", { count: moved })}
        </p>
      )}
    </div>
  );
}

function isNothing({ nodes, edges, moved }: FlowDiff): boolean {
  const lists = [nodes.added, nodes.removed, nodes.changed, edges.added, edges.removed];
  return moved === 0 && lists.every((list) => list.length === 0);
}

type PartProps = { kind: Mark; count: number; children: ReactNode };

function Part({ kind, count, children }: PartProps) {
  const { t } = useTranslation();
  if (count === 0) return null;
  const { icon, tone } = SIGNS[kind];
  return (
    <section aria-label={t(`flows.diff.${kind}`)} className="border-t border-line py-2 first:border-t-0">
      <h3 className="px-4 pb-1">
        <Badge tone={tone} icon={icon}>
          {t(`flows.diff.${kind}`)} <span className="num">{count}</span>
        </Badge>
      </h3>
      <ul>{children}</ul>
    </section>
  );
}

type Known = Pick<NamedNode, "type" | "label"> & { data?: FlowNode["data"] };
type Named = ReadonlyMap<string, Known>;

/** Every node that an edge of the comparison may name. */
function namesIn(canvas: FlowCanvas, { nodes }: FlowDiff): Named {
  const drawn = new Map(canvas.nodes.map(({ id, data }) => [id, data]));
  const named = new Map<string, Known>();
  for (const { id, type, label, data } of canvas.nodes) named.set(id, { type, label: label ?? null, data });
  for (const { id, type, label } of [...nodes.added, ...nodes.removed, ...nodes.changed])
    named.set(id, { type, label, ...(drawn.has(id) && { data: drawn.get(id) ?? {} }) });
  return named;
}

function Edges({ edges, nodes }: { edges: FlowDiff["edges"]; nodes: Named }) {
  const { t } = useTranslation();
  const rows = (["added", "removed"] as const).flatMap((kind) => edges[kind].map((edge) => ({ kind, ...edge })));
  if (rows.length === 0) return null;
  return (
    <section aria-label={t("flows.diff.edges")} className="border-t border-line py-2 first:border-t-0">
      <h3 className="px-4 pb-1 text-xs font-medium text-ink-3">{t("flows.diff.edges")}</h3>
      <ul>
        {rows.map(({ kind, source, source_handle: handle, target }) => {
          const { icon: Icon } = SIGNS[kind];
          return (
            <li key={`${kind} ${source} ${handle} ${target}`} className="flex items-start gap-2 px-4 py-1 text-xs">
              <Icon className={`mt-0.5 size-3.5 ${kind === "added" ? "text-success" : "text-danger"}`} aria-hidden />
              <span className="sr-only">{t(`flows.diff.${kind}`)}</span>
              <span className="min-w-0 text-ink-2 [overflow-wrap:anywhere]">
                <Name node={nodes.get(source)} id={source} />
                {handle && (
                  <>
                    {" · "}
                    <WayName node={nodes.get(source)} way={handle} />
                  </>
                )}{" "}
                <ArrowRight className="inline size-3" aria-hidden /> <Name node={nodes.get(target)} id={target} />
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function WayName({ node, way }: { node: Known | undefined; way: string }) {
  return <NameText name={useNodeNames().ofWay(node?.type ?? "", way, node?.data)} />;
}

function Name({ node, id }: { node: Known | undefined; id: string }) {
  const { ofNode } = useNodeNames();
  const name = node ? ofNode(node) : { text: id, data: true };
  return (
    <span className="inline-flex items-center gap-1 align-bottom">
      {node && <NodeTile type={node.type} />}
      <NameText name={name} />
    </span>
  );
}
