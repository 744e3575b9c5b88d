import { CircleCheck, Eye, FilePen, GitCompare, RotateCcw, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { Button } from "@/components/Button";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { Menu, type MenuEntry } from "@/components/Menu";
import { Words } from "@/components/Words";
import { when } from "@/lib/format";
import { useVersionActions } from "../hooks/useVersionActions";
import type { DraftProps, PanelProps } from "../panel";
import type { FlowVersion, Side } from "../types";

type VersionListProps = Pick<PanelProps, "flowId"> &
  DraftProps & { versions: readonly FlowVersion[]; onCompare: (from: Side, to: Side) => void };

type Asked = { what: "restore" | "rollBack"; version: number };

/** The published versions, the newest first, with what can be done with each. */
export function VersionList({ versions, onCompare, ...draft }: VersionListProps) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Asked | null>(null);
  const actions = useVersionActions(draft);
  const newest = versions[0]?.version ?? 0;
  const what = asked?.what ?? "restore";
  return (
    <>
      <ol aria-label={t("flows.versions.title")}>
        {versions.map((version, index) => (
          <Row
            key={version.version}
            flowId={draft.flowId}
            version={version}
            live={version.version === newest}
            before={versions[index + 1]?.version}
            onCompare={onCompare}
            onAsk={(wish) => setAsked({ what: wish, version: version.version })}
          />
        ))}
      </ol>
      <ConfirmDialog
        open={asked !== null}
        title={t(`flows.versions.${what}Title`, { version: asked?.version ?? 0 })}
        verb={t(`flows.versions.${what}`)}
        icon={what === "restore" ? FilePen : RotateCcw}
        onConfirm={() => (asked ? actions[asked.what](asked.version) : undefined)}
        onClose={() => setAsked(null)}
      >
        <p>{t(`flows.versions.${what}Body`, { version: asked?.version ?? 0, next: newest + 1 })}</p>
      </ConfirmDialog>
    </>
  );
}

type RowProps = {
  flowId: string;
  version: FlowVersion;
  live: boolean;
  /** The version before this one. */
  before: number | undefined;
  onCompare: (from: Side, to: Side) => void;
  onAsk: (what: Asked["what"]) => void;
};

function Row({ flowId, version, live, before, onCompare, onAsk }: RowProps) {
  const { t, i18n } = useTranslation();
  const { version: number, note, node_count: count, warnings, published_at: at, published_by: by } = version;
  const entries: MenuEntry[] = [
    { label: t("flows.versions.view"), icon: Eye, to: `/flows/${flowId}/versions/${number}` },
    ...(before === undefined
      ? []
      : [{ label: t("flows.versions.compareBefore"), icon: GitCompare, onSelect: () => onCompare(before, number) }]),
    { label: t("flows.versions.restore"), icon: FilePen, onSelect: () => onAsk("restore") },
    ...(live ? [] : [{ label: t("flows.versions.rollBack"), icon: RotateCcw, onSelect: () => onAsk("rollBack") }]),
  ];
  return (
    <li className="flex flex-col gap-1 border-t border-line px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-2">
        <span className="num font-medium">{t("flows.version", { version: number })}</span>
        {live && (
          <Badge tone="success" icon={CircleCheck}>
            {t("flows.versions.live")}
          </Badge>
        )}
        {warnings > 0 && (
          <Badge tone="warning" icon={TriangleAlert}>
            {t("flows.versions.warnings", { count: warnings })}
          </Badge>
        )}
        <span className="ml-auto flex items-center gap-1">
          <Button small look="quiet" icon={GitCompare} onClick={() => onCompare(number, "draft")}>
            {t("flows.versions.compare")}
          </Button>
          <Menu label={t("flows.versions.more", { version: number })} entries={entries} />
        </span>
      </div>
      {note && <Words className="text-ink-2 [overflow-wrap:anywhere]">{note}</Words>}
      <p className="num flex flex-wrap gap-x-3 text-xs text-ink-3">
        <time dateTime={at}>{when(at, i18n.language)}</time>
        {by && <Words>{by}</Words>}
        <span>{t("flows.nodes", { count })}</span>
      </p>
    </li>
  );
}
