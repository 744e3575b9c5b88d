import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSWRConfig } from "swr";
import { notify } from "@/components/toasts";
import { makeFlow } from "../api";
import type { FormView } from "./useAgentForm";

/** Makes a flow from the agent's template and chooses it in the form; the agent follows it once it is saved. */
export function useNewFlow({ form }: FormView) {
  const { t } = useTranslation();
  const { mutate } = useSWRConfig();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const make = async () => {
    const { name, template } = form.getValues();
    setBusy(true);
    setError(null);
    try {
      const flow = await makeFlow(template, name.trim() || t("flows.unnamed"));
      form.setValue("flow_id", flow.id, { shouldDirty: true });
      form.setValue("flow_version", "", { shouldDirty: true });
      notify.done(t("builder.flowMade", { name: flow.name }));
      await mutate((key) => Array.isArray(key) && key[0] === "/api/tron/flows");
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, make: () => void make() };
}
