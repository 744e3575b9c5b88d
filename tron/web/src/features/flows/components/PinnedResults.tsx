import { History, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { IconButton } from "@/components/Button";
import { Words } from "@/components/Words";
import type { PinnedResult } from "../hooks/usePinnedResults";
import { shown } from "../values";
import { NodeLine } from "./NodeLine";

type PinnedResultsProps = { results: readonly PinnedResult[]; onUnpin: (node: string) => void };

/** What other nodes found when they were tried, and is known to this one. */
export function PinnedResults({ results, onUnpin }: PinnedResultsProps) {
  const { t } = useTranslation();
  if (results.length === 0) return null;
  return (
    <section aria-label={t("flows.test.pinned")}>
      <h3 className="text-sm text-ink-2">{t("flows.test.pinned")}</h3>
      <ul className="-mx-4">
        {results.map(({ node, variables, stale }) => (
          <NodeLine
            key={node.id}
            node={node}
            aside={
              <>
                {stale && (
                  <Badge tone="warning" icon={History}>
                    {t("flows.test.stale")}
                  </Badge>
                )}
                <IconButton icon={X} label={t("flows.test.unpin")} onClick={() => onUnpin(node.id)} />
              </>
            }
          >
            <Words className="block px-4 font-mono text-xs [overflow-wrap:anywhere]">
              {Object.entries(variables)
                .map(([name, value]) => `${name} = ${shown(value)}`)
                .join(", ")}
            </Words>
          </NodeLine>
        ))}
      </ul>
    </section>
  );
}
