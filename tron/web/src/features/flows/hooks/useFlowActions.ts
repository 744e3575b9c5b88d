import { useTranslation } from "react-i18next";
import { notify } from "@/components/toasts";
import { archiveFlow, deleteFlow, duplicateFlow, exportFlow, unarchiveFlow } from "../api";
import { download, fileName } from "../files";
import type { Flow, FlowSummary } from "../types";

type Known = Pick<Flow, "id" | "name" | "revision">;

/** What can be done with a flow from a list. Each tells how it ended, and how to take it back where that works. */
export function useFlowActions(reload: () => Promise<unknown>) {
  const { t } = useTranslation();

  const archive = async (flow: Known, archived: boolean): Promise<void> => {
    const { name } = flow;
    try {
      const changed = await (archived ? archiveFlow : unarchiveFlow)(flow.id, flow.revision);
      const undo = { label: t("action.undo"), run: () => void archive(changed, !archived) };
      notify.done(t(archived ? "flows.done.archived" : "flows.done.back", { name }), undo);
    } catch (error) {
      notify.failed(t(archived ? "flows.failed.archive" : "flows.failed.back", { name }), error);
    }
    await reload();
  };

  const duplicate = async ({ id, name }: FlowSummary): Promise<void> => {
    try {
      const copy = await duplicateFlow(id);
      const undo = { label: t("action.undo"), run: () => void deleteFlow(copy.id).then(reload) };
      notify.done(t("flows.done.duplicated", { name }), undo);
    } catch (error) {
      notify.failed(t("flows.failed.duplicate", { name }), error);
    }
    await reload();
  };

  const save = async ({ id, name }: FlowSummary): Promise<void> => {
    try {
      download(fileName(name), await exportFlow(id));
      notify.done(t("flows.done.exported", { name }));
    } catch (error) {
      notify.failed(t("flows.failed.export", { name }), error);
    }
  };

  /** Throws what went wrong: the dialog that asked shows it. */
  const remove = async ({ id, name }: FlowSummary): Promise<void> => {
    await deleteFlow(id);
    notify.done(t("flows.done.deleted", { name }));
    await reload();
  };

  return { archive, duplicate, save, remove };
}
