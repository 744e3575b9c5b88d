import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFindingWords } from "@/canvas/hooks/useFindingWords";
import { Words } from "@/components/Words";
import { useNodeNames } from "../hooks/useNodeTypes";
import type { Finding, FlowCanvas } from "../types";

type FindingsProps = { findings: readonly Finding[]; canvas: FlowCanvas; onShow: (nodeId: string) => void };

/** What stands in the way of publishing, the errors first. A click shows the node. */
export function Findings({ findings, canvas, onShow }: FindingsProps) {
  const { t } = useTranslation();
  const { ofNode } = useNodeNames();
  const tell = useFindingWords();
  if (findings.length === 0) {
    return (
      <p className="flex items-center gap-2 text-success">
        <CircleCheck className="size-4" aria-hidden />
        {t("flows.findings.none")}
      </p>
    );
  }
  const sorted = [...findings].sort((a, b) => Number(b.severity === "error") - Number(a.severity === "error"));
  return (
    <ul aria-label={t("flows.findings.title")} className="max-h-64 divide-y divide-line-2 overflow-y-auto">
      {sorted.map((finding, index) => {
        const node = canvas.nodes.find(({ id }) => id === finding.node_id);
        const { message, fix } = tell(finding);
        const bad = finding.severity === "error";
        const Icon = bad ? CircleAlert : TriangleAlert;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: two findings may be alike in everything
          <li key={index} className="flex gap-2 py-2">
            <Icon className={`mt-0.5 size-4 ${bad ? "text-danger" : "text-warning"}`} aria-hidden />
            <div className="min-w-0 flex-1">
              <span className="sr-only">{t(`flows.findings.${finding.severity}`)}</span>
              {node && (
                <button
                  type="button"
                  onClick={() => onShow(node.id)}
                  className="block min-h-6 rounded-xs font-medium text-ink hover:text-accent"
                >
                  <Words>{ofNode(node).text}</Words>
                </button>
              )}
              <Words>{fix && fix !== message ? `${message} ${fix}` : message}</Words>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
