import { useTranslation } from "react-i18next";
import { notify } from "@/components/toasts";
import { restoreVersion, rollBack, useFlowsChanged } from "../api";
import type { DraftProps, PanelProps } from "../panel";

/** What can be done with a published version. Each throws what went wrong: the dialog that asked shows it. */
export function useVersionActions({ flowId, flush, onReplaced }: Pick<PanelProps, "flowId"> & DraftProps) {
  const { t } = useTranslation();
  const reload = useFlowsChanged();
  return {
    restore: async (version: number): Promise<void> => {
      await restoreVersion(flowId, version, await flush());
      notify.done(t("flows.versions.restored", { version }));
      onReplaced();
      await reload();
    },
    rollBack: async (version: number): Promise<void> => {
      const published = await rollBack(flowId, version, await flush());
      notify.done(t("flows.versions.rolledBack", { version, next: published.version }));
      onReplaced();
      await reload();
    },
  };
}
