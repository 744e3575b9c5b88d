import { BookmarkPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { notify } from "@/components/toasts";
import { useFlowsChanged } from "../api";
import type { PanelProps } from "../panel";
import { bodyOf, formFromTalk, type ScenarioForm } from "../scenario";
import { saveScenario } from "../scenarioApi";
import type { Talk } from "../simulation";
import { ScenarioDialog } from "./ScenarioDialog";

type SaveTalkProps = Pick<PanelProps, "flowId" | "canvas"> & { talk: Talk; start: Partial<ScenarioForm> };

/** Keeps a talk that is over as a scenario, to be held again after every change. */
export function SaveTalk({ flowId, canvas, talk, start }: SaveTalkProps) {
  const { t } = useTranslation();
  const reload = useFlowsChanged();
  const [open, setOpen] = useState(false);
  const save = async (form: ScenarioForm) => {
    const { name } = await saveScenario(flowId, bodyOf(form, null), null);
    notify.done(t("flows.scenarios.saved", { name }));
    await reload();
  };
  return (
    <>
      <Button small icon={BookmarkPlus} onClick={() => setOpen(true)}>
        {t("flows.scenarios.keepTalk")}
      </Button>
      {open && (
        <ScenarioDialog
          scenario={null}
          start={formFromTalk(talk.steps, talk.ending?.outcome ?? null, start)}
          canvas={canvas}
          onSave={save}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
