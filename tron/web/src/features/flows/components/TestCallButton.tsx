import { Link2, Mic, Phone } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { AudioNotice } from "@/components/audio/AudioNotice";
import { Button } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { Select } from "@/components/form/Select";
import { Modal } from "@/components/Modal";
import { ErrorLine } from "@/components/Notice";
import { useFlow } from "../api";
import { type TestCall, useTestCall } from "../hooks/useTestCall";
import type { PanelProps } from "../panel";

type TestCallButtonProps = Pick<PanelProps, "flowId" | "highlight"> & { small?: boolean };

/** A call that is really spoken over the published flow, lit on the canvas as it goes. */
export function TestCallButton({ flowId, highlight, small = false }: TestCallButtonProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const call = useTestCall(flowId, highlight);
  return (
    <>
      <Button icon={Phone} small={small} onClick={() => setOpen(true)}>
        {t("flows.call.button")}
      </Button>
      <Modal open={open} title={t("flows.call.title")} onClose={() => setOpen(false)}>
        <Choice flowId={flowId} call={call} />
      </Modal>
    </>
  );
}

function Choice({ flowId, call }: { flowId: string; call: TestCall }) {
  const { t } = useTranslation();
  const flow = useFlow(flowId).data;
  const { agents, agent, busy, talking } = call;
  const pinned = agent?.flow_id === flowId ? agent.flow_version : null;
  const walks = pinned ?? flow?.version ?? 0;
  const callable = agent?.is_active === true && call.isLinked && walks > 0 && busy === null;
  return (
    <div className="flex flex-col gap-4">
      <p>{t("flows.call.body")}</p>
      <Field label={t("flows.call.agent")} hint={agent && walks > 0 ? t("flows.call.walks", { version: walks }) : null}>
        {(aria) => (
          <Select
            {...aria}
            value={agent?.id ?? ""}
            onChange={call.choose}
            placeholder={t("flows.simulator.noAgent")}
            options={agents.map(({ id, name }) => ({ value: id, label: name, data: true }))}
          />
        )}
      </Field>
      {walks === 0 && <p className="text-warning">{t("flows.call.unpublished")}</p>}
      {flow?.draft_changed && walks > 0 && <p className="text-xs text-warning">{t("flows.call.draft")}</p>}
      {agent && !call.isLinked && (
        <div className="flex flex-wrap items-center gap-3 rounded-md border border-line-2 p-3">
          <p className="min-w-0 flex-1 basis-48">{t("flows.call.unlinked")}</p>
          <Button icon={Link2} busy={busy === "link"} disabled={busy !== null} onClick={() => call.link(agent)}>
            {t("flows.call.link")}
          </Button>
        </div>
      )}
      {agent && !agent.is_active && <p className="text-warning">{t("flows.call.off")}</p>}
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          icon={Mic}
          busy={busy === "browser"}
          disabled={!callable || talking}
          onClick={() => agent && call.speak(agent)}
        >
          {t("flows.call.browser")}
        </Button>
        <Button
          icon={Phone}
          busy={busy === "practice"}
          disabled={!callable}
          onClick={() => agent && call.practise(agent)}
        >
          {t("flows.call.practice")}
        </Button>
      </div>
      {talking && <p className="text-xs text-ink-3">{t("flows.call.talking")}</p>}
      {call.problem && <AudioNotice problem={call.problem} />}
      {call.error !== null && <ErrorLine error={call.error} />}
      {call.callId && (
        <p role="status">
          {t("flows.call.runs")}{" "}
          <Link to={`/calls/${call.callId}`} className="rounded-xs text-accent hover:underline">
            {t("flows.call.open")}
          </Link>
        </p>
      )}
    </div>
  );
}
