import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { notify } from "@/components/toasts";
import { createFlow, flowFromTemplate, importFlow, useFlowsChanged } from "../api";
import { readFlowFile } from "../files";
import type { Flow } from "../types";

/** Makes a flow in one of three ways and opens it. `busy` names the way that is under way. */
export function useNewFlow() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const reload = useFlowsChanged();
  const [busy, setBusy] = useState<string | null>(null);

  const make = async (way: string, work: () => Promise<Flow>): Promise<void> => {
    setBusy(way);
    try {
      const flow = await work();
      await navigate(`/flows/${flow.id}`);
      await reload();
    } catch (error) {
      notify.failed(t("flows.failed.create"), error);
    } finally {
      setBusy(null);
    }
  };

  const fromFile = async (file: File): Promise<void> => {
    const read = await readFlowFile(file);
    if ("problem" in read) notify.failed(t(`flows.file.${read.problem}`, { name: file.name }));
    else await make("file", () => importFlow(read.flow));
  };

  return {
    busy,
    empty: (name: string) => make("empty", () => createFlow({ name: name.trim() || t("flows.unnamed") })),
    fromTemplate: (id: string, name: string) => make(id, () => flowFromTemplate(id, name.trim())),
    fromFile,
  };
}
