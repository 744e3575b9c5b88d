import { Bot, CircleAlert, CircleCheck, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { TONE_TEXT, type Tone } from "@/components/Badge";
import { Card } from "@/components/Card";
import { Coded } from "@/components/Coded";
import { Words } from "@/components/Words";
import { duration, languageName } from "@/lib/format";
import { type Template, useFlows, type Voice } from "../api";
import type { AgentForm } from "../fields";
import { speedText, spokenTag } from "../speech";
import { Activity } from "./Activity";

type LiveCardProps = {
  values: AgentForm;
  voice: Voice | undefined;
  template: Template | undefined;
  /** How many fields are wrong now. */
  faults: number;
};

/** The agent as others will see it, while it is written. */
export function LiveCard({ values, voice, template, faults }: LiveCardProps) {
  const { t, i18n } = useTranslation();
  const speed = t("builder.speed", { value: speedText(values.voice_speed) });
  return (
    <Card title={t("builder.card.title")} meta={t("builder.card.meta")}>
      <div className="flex gap-3.5 px-4 pt-1 pb-3.5">
        <span className="grid size-12 flex-none place-items-center rounded-md bg-agent-soft text-agent">
          <Bot className="size-5" aria-hidden />
        </span>
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-2">
            <h3 className="min-w-0 text-lg [overflow-wrap:anywhere]">
              {values.name.trim() ? <Words>{values.name}</Words> : t("builder.card.unnamed")}
            </h3>
            <Activity active={values.is_active} />
          </div>
          {template && (
            <p className="text-ink-2">
              <Coded list="about" code={template.key}>
                {template.description}
              </Coded>
            </p>
          )}
        </div>
      </div>
      <dl className="grid grid-cols-2 border-t border-line sm:grid-cols-3">
        <Fact name={t("builder.card.voice")}>
          <Words>{`${voice?.name ?? values.voice_id}, ${speed}`}</Words>
        </Fact>
        <Fact name={t("builder.card.model")}>{values.llm_model ? <Words>{values.llm_model}</Words> : "–"}</Fact>
        <Fact name={t("builder.card.tone")}>{t(`builder.tone.${values.tone}`)}</Fact>
        <Fact name={t("builder.card.language")}>
          <Words>{languageName(spokenTag(values.language), i18n.language)}</Words>
        </Fact>
        <Fact name={t("builder.card.flow")}>
          <FlowName values={values} />
        </Fact>
        <Fact name={t("builder.card.longest")}>
          <span className="num">
            {Number.isFinite(values.max_call_duration) ? duration(values.max_call_duration) : "–"}
          </span>
        </Fact>
      </dl>
      <Checks values={values} voice={voice} faults={faults} />
    </Card>
  );
}

/** The flow and the version that calls get; the talk is free without one. */
function FlowName({ values: { flow_id: id, flow_version: pinned } }: Pick<LiveCardProps, "values">) {
  const { t } = useTranslation();
  const flow = useFlows().data?.find((one) => one.id === id);
  if (id === "") return t("builder.noFlow");
  const version = pinned || flow?.version || null;
  return (
    <>
      {flow ? <Words>{flow.name}</Words> : "–"}
      {version !== null && `, ${t("call.path.version", { version })}`}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0 px-4 py-2 not-nth-[-n+2]:border-t border-line sm:nth-3:border-t-0">
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="font-medium [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function Checks({ values, voice, faults }: Pick<LiveCardProps, "values" | "voice" | "faults">) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-wrap gap-x-4 gap-y-1.5 border-t border-line px-4 py-2.5 text-xs">
      {values.llm_model === "" ? (
        <Check tone="danger" icon={CircleAlert} text={t("builder.card.modelMissing")} />
      ) : values.llm_provider === "builtin" ? (
        <Check tone="warning" icon={TriangleAlert} text={t("builder.card.modelTrial")} />
      ) : (
        <Check tone="success" icon={CircleCheck} text={t("builder.card.modelOk")} />
      )}
      {voice?.stand_in ? (
        <Check tone="warning" icon={TriangleAlert} text={t("builder.card.voiceStandIn")} />
      ) : (
        <Check tone="success" icon={CircleCheck} text={t("builder.card.voiceOk")} />
      )}
      {faults > 0 ? (
        <Check tone="danger" icon={CircleAlert} text={t("builder.card.fix", { count: faults })} />
      ) : (
        <Check tone="success" icon={CircleCheck} text={t("builder.card.ready")} />
      )}
    </div>
  );
}

function Check({ tone, icon: Icon, text }: { tone: Tone; icon: LucideIcon; text: string }) {
  return (
    <span className={`flex items-center gap-1.5 ${TONE_TEXT[tone]}`}>
      <Icon className="size-3.5" aria-hidden />
      {text}
    </span>
  );
}
