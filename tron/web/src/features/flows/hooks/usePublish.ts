import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { notify } from "@/components/toasts";
import { ApiError } from "@/lib/errors";
import { publishFlow, useFlowsChanged, validateFlow } from "../api";
import type { DraftProps, PanelProps } from "../panel";
import type { Finding } from "../types";

type Wanted = Pick<PanelProps, "flowId" | "canvas"> & DraftProps & { open: boolean; onDone: () => void };

/** Checks the draft when the dialog opens, and publishes it. */
export function usePublish({ flowId, canvas, flush, onReplaced, open, onDone }: Wanted) {
  const { t } = useTranslation();
  const reload = useFlowsChanged();
  const [findings, setFindings] = useState<readonly Finding[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const check = useCallback(async () => {
    setFindings(null);
    setError(null);
    try {
      setFindings(await validateFlow(flowId, canvas));
    } catch (problem) {
      setError(problem);
    }
  }, [flowId, canvas]);

  useEffect(() => {
    if (open) void check();
  }, [open, check]);

  const publish = async (note: string) => {
    setBusy(true);
    setError(null);
    try {
      const { version } = await publishFlow(flowId, await flush(), note.trim());
      notify.done(t("flows.publish.done", { version }));
      onReplaced();
      onDone();
      await reload();
    } catch (problem) {
      const found = findingsOf(problem);
      if (found) setFindings(found);
      setError(problem);
    } finally {
      setBusy(false);
    }
  };

  const errors = findings?.filter(({ severity }) => severity === "error").length ?? 0;
  return { findings, errors, error, busy, check, publish };
}

/** What a refusal to publish found wrong. */
function findingsOf(problem: unknown): Finding[] | null {
  if (!(problem instanceof ApiError) || problem.code !== "has_errors") return null;
  const findings = problem.extra["findings"];
  return Array.isArray(findings) ? findings : null;
}
