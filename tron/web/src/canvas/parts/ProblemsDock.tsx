import { ChevronDown, ChevronUp, CircleAlert, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/Button";
import { Words } from "@/components/Words";
import { useFindingWords } from "../hooks/useFindingWords";
import { useNames } from "../hooks/useNames";
import type { Finding } from "../model/types";
import { show, showEdge } from "../store/actions";
import { useEditor, useEditorApi } from "../store/context";
import { edgeOf, nodeOf } from "../store/views";

const FLOATING =
  "absolute bottom-3 left-3 z-5 max-h-[45%] w-[262px] rounded-lg border border-line-2 shadow-float max-wide:bottom-14 max-rail:right-3 max-rail:w-auto";
const BELOW = "max-h-56 border-t border-line-2";

type ProblemsDockProps = { /** Under the outline, not over the canvas. */ below?: boolean };

/** What stands in the flow's way, errors first. A click selects the node and puts the focus into the field. */
export function ProblemsDock({ below = false }: ProblemsDockProps) {
  const { t } = useTranslation();
  const findings = useEditor((state) => state.findings);
  const [open, setOpen] = useState(true);
  if (findings.length === 0) return null;
  const errors = findings.filter(({ severity }) => severity === "error");
  const warnings = findings.filter(({ severity }) => severity !== "error");
  return (
    <section
      aria-label={t("canvas.problems.title")}
      className={`flex flex-col bg-surface-2 ${below ? BELOW : FLOATING}`}
    >
      <header className="flex h-9 flex-none items-center gap-2 pr-0.5 pl-3">
        <h2 className="text-sm font-medium">{t("canvas.problems.title")}</h2>
        <Count tone="danger" count={errors.length} label={t("canvas.problems.errors", { count: errors.length })} />
        <Count
          tone="warning"
          count={warnings.length}
          label={t("canvas.problems.warnings", { count: warnings.length })}
        />
        <span className="flex-1" />
        <IconButton
          icon={open ? ChevronDown : ChevronUp}
          label={t(open ? "canvas.problems.close" : "canvas.problems.open")}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
      </header>
      {open && (
        <ul className="min-h-0 overflow-y-auto border-t border-line-2">
          {[...errors, ...warnings].map((finding, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a finding has no name; the list comes anew as a whole
            <Row key={index} finding={finding} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Count({ tone, count, label }: { tone: "danger" | "warning"; count: number; label: string }) {
  if (count === 0) return null;
  const look =
    tone === "danger"
      ? "border-danger-line bg-danger-soft text-danger"
      : "border-warning-line bg-warning-soft text-warning";
  return (
    <span
      role="img"
      aria-label={label}
      title={label}
      className={`num rounded-sm border px-1.5 text-xs font-medium ${look}`}
    >
      {count}
    </span>
  );
}

function Row({ finding }: { finding: Finding }) {
  const editor = useEditorApi();
  const { node_id, edge_id, field } = finding;
  const there = useEditor((state) => nodeOf(state, node_id) !== null);
  const go =
    node_id !== null && there
      ? () => show(editor, node_id, field, true)
      : edge_id !== null
        ? () => showEdge(editor, edge_id)
        : null;
  const look = "grid w-full grid-cols-[16px_minmax(0,1fr)] gap-x-2 px-3 py-2 text-left";
  return (
    <li className="not-last:border-b not-last:border-line">
      {go ? (
        <button type="button" onClick={go} className={`${look} -outline-offset-2 hover:bg-surface-3`}>
          <Told finding={finding} />
        </button>
      ) : (
        <div className={look}>
          <Told finding={finding} />
        </div>
      )}
    </li>
  );
}

/** Where it is, and what. What is wrong with a connection is told of the node that it leaves. */
function Told({ finding }: { finding: Finding }) {
  const names = useNames();
  const { t } = useTranslation();
  const { node_id, edge_id, severity } = finding;
  const { message } = useFindingWords()(finding);
  const node = useEditor((state) => nodeOf(state, node_id ?? edgeOf(state, edge_id)?.source ?? null));
  const Icon = severity === "error" ? CircleAlert : TriangleAlert;
  return (
    <>
      <Icon className={`mt-0.5 size-3.5 ${severity === "error" ? "text-danger" : "text-warning"}`} aria-hidden />
      <span className="truncate font-medium">
        {node ? names.isOwn(node) ? <Words>{names.node(node)}</Words> : names.node(node) : t("canvas.problems.flow")}
      </span>
      <span className="col-start-2 text-xs text-ink-2">
        <Words>{message}</Words>
      </span>
    </>
  );
}
