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
import { Segmented } from "@/components/Segmented";
import { ApiError } from "@/lib/errors";
import { useFlow } from "../api";
import { type Spoken, type TestCall, useTestCall } from "../hooks/useTestCall";
import type { DraftProps, PanelProps } from "../panel";

type TestCallButtonProps = Pick<PanelProps, "flowId" | "highlight"> &
  Partial<Pick<DraftProps, "flush">> & { small?: boolean };

/** A call that is really spoken over the flow, its draft or what is published; lit on the canvas as it goes. */
export function TestCallButton({ flowId, highlight, flush, small = false }: TestCallButtonProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const call = useTestCall(flowId, highlight, flush);
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
  const version = pinned ?? flow?.version ?? 0;
  const [chosen, setChosen] = useState<Spoken | null>(null);
  // Whoever has drawn on wants to hear that.
  const spoken = version === 0 ? "draft" : (chosen ?? (flow?.draft_changed ? "draft" : "published"));
  const callable = agent?.is_active === true && call.isLinked && flow !== undefined && busy === null;
  return (
    <div className="flex flex-col gap-4">
      <p>{t("flows.call.body")}</p>
      <Field label={t("flows.call.spoken")} hint={t(`flows.call.hint.${spoken}`, { version })}>
        {(aria) => (
          <Segmented<Spoken>
            {...aria}
            value={spoken}
            onChange={setChosen}
            options={[
              { value: "draft", label: t("flows.draft") },
              ...(version > 0 ? [{ value: "published" as const, label: t("flows.version", { version }) }] : []),
            ]}
          />
        )}
      </Field>
      <Field label={t("flows.call.agent")}>
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
          onClick={() => agent && call.speak(agent, spoken)}
        >
          {t("flows.call.browser")}
        </Button>
        <Button
          icon={Phone}
          busy={busy === "practice"}
          disabled={!callable}
          onClick={() => agent && call.practise(agent, spoken)}
        >
          {t("flows.call.practice")}
        </Button>
      </div>
      {talking && <p className="text-xs text-ink-3">{t("flows.call.talking")}</p>}
      {call.problem && <AudioNotice problem={call.problem} />}
      {call.error !== null && <Refused error={call.error} />}
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

/** A draft with errors is not spoken: the canvas marks what they are. */
function Refused({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const found = error instanceof ApiError && error.code === "has_errors" ? error.extra["findings"] : undefined;
  if (!Array.isArray(found)) return <ErrorLine error={error} />;
  const count = found.filter((finding) => finding?.severity === "error").length;
  return (
    <p role="alert" className="text-danger">
      {t("flows.call.errors", { count })}
    </p>
  );
}
