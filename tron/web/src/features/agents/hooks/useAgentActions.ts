import { useTranslation } from "react-i18next";
import { notify } from "@/components/toasts";
import { type Agent, createAgent, deleteAgent, duplicateAgent, restoreAgent, saveAgent } from "../api";
import { createOf, formOf, updateOf } from "../fields";

/** What can be done with an agent from a list. Each tells how it ended, and how to take it back where that works. */
export function useAgentActions(reload: () => Promise<unknown>) {
  const { t } = useTranslation();

  const switchTo = async (agent: Agent, active: boolean): Promise<void> => {
    const { name } = agent;
    try {
      const changed = await saveAgent(agent.id, updateOf({ ...formOf(agent), is_active: active }, agent.revision));
      const undo = { label: t("action.undo"), run: () => void switchTo(changed, !active) };
      notify.done(t(active ? "agents.done.on" : "agents.done.off", { name }), undo);
    } catch (error) {
      notify.failed(t("agents.failed.switch", { name }), error);
    }
    await reload();
  };

  const duplicate = async (agent: Agent): Promise<void> => {
    const { name } = agent;
    try {
      const copy = await duplicateAgent(agent.id);
      const undo = { label: t("action.undo"), run: () => void deleteAgent(copy.id).then(reload) };
      notify.done(t("agents.done.duplicated", { name }), undo);
    } catch (error) {
      notify.failed(t("agents.failed.duplicate", { name }), error);
    }
    await reload();
  };

  const bringBack = async (agent: Agent, archived: boolean): Promise<void> => {
    const { name } = agent;
    try {
      await (archived ? restoreAgent(agent.id) : createAgent(createOf(formOf(agent))));
      notify.done(t("agents.done.back", { name }));
    } catch (error) {
      notify.failed(t("agents.failed.back", { name }), error);
    }
    await reload();
  };

  /** Throws what went wrong: the dialog that asked shows it. */
  const remove = async (agent: Agent): Promise<void> => {
    const { name } = agent;
    const { archived } = await deleteAgent(agent.id);
    // A key of its own is gone with a deleted agent: the page never had it.
    const comesBack = archived || agent.llm_api_key === null;
    const undo = { label: t("action.undo"), run: () => void bringBack(agent, archived) };
    notify.done(t(archived ? "agents.done.archived" : "agents.done.deleted", { name }), comesBack ? undo : undefined);
    await reload();
  };

  const restore = (agent: Agent) => bringBack(agent, true);

  return { switchTo, duplicate, remove, restore };
}
