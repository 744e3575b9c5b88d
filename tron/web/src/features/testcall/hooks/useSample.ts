import { useState } from "react";
import { useTranslation } from "react-i18next";
import { notify } from "@/components/toasts";
import { type Agent, addSample } from "../api";

/** Chooses an agent that works without any key: an English one there is, else the sample, which is added. */
export function useSample(agents: readonly Agent[], choose: (id: string) => void, reload: () => Promise<unknown>) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const pick = (agent: Agent) => {
    choose(agent.id);
    notify.done(t("testcall.offer.sampleReady", { agent: agent.name }));
  };
  const offer = async () => {
    const english = agents.find(({ language, is_active }) => is_active && language.startsWith("en"));
    if (english) return pick(english);
    setBusy(true);
    try {
      const added = await addSample();
      await reload();
      pick(added);
    } catch {
      notify.failed(t("testcall.offer.loadError"));
    } finally {
      setBusy(false);
    }
  };
  return { offer: () => void offer(), busy };
}
