import { Phone } from "lucide-react";
import { type FormEvent, useId } from "react";
import { useTranslation } from "react-i18next";
import { AudioNotice } from "@/components/audio/AudioNotice";
import { DeviceChoice } from "@/components/audio/DeviceChoice";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { Field } from "@/components/form/Field";
import { ErrorLine, LoadError } from "@/components/Notice";
import { Segmented } from "@/components/Segmented";
import { Skeleton } from "@/components/Skeleton";
import { missingSupport } from "@/lib/audio/problem";
import { useAudio } from "@/stores/audio";
import { useTalk } from "@/stores/talk";
import { type Agent, useAgents } from "../api";
import { useCallSetup } from "../hooks/useCallSetup";
import { useSample } from "../hooks/useSample";
import { AgentChoice, NoAgents } from "./AgentChoice";
import { PhoneWay } from "./PhoneWay";
import { PracticeWay } from "./PracticeWay";
import { PreflightNotices } from "./PreflightNotices";

type SetupCardProps = { agentId: string | null; onAgent: (id: string) => void; onCalled: (callId: string) => void };

/** Who calls, and how. */
export function SetupCard({ agentId, onAgent, onCalled }: SetupCardProps) {
  const { t } = useTranslation();
  const { data, error, isValidating, mutate } = useAgents();
  const agents = data?.items ?? [];
  const sample = useSample(agents, onAgent, mutate);
  const agent = agents.find(({ id }) => id === agentId) ?? (agentId === null ? firstActive(agents) : undefined);
  return (
    <Card title={t("testcall.setup")}>
      {!data && error && (
        <LoadError title={t("testcall.agentsError")} error={error} busy={isValidating} onRetry={() => void mutate()} />
      )}
      {!data && !error && <Skeleton rows={5} rowClass="h-14" />}
      {data && agents.length === 0 && <NoAgents onSample={sample.offer} busy={sample.busy} />}
      {agents.length > 0 && (
        <SetupForm agents={agents} agent={agent} sample={sample} onAgent={onAgent} onCalled={onCalled} />
      )}
    </Card>
  );
}

function firstActive(agents: readonly Agent[]): Agent | undefined {
  return agents.find(({ is_active }) => is_active) ?? agents[0];
}

type SetupFormProps = {
  agents: readonly Agent[];
  agent: Agent | undefined;
  sample: ReturnType<typeof useSample>;
  onAgent: (id: string) => void;
  onCalled: (callId: string) => void;
};

function SetupForm({ agents, agent, sample, onAgent, onCalled }: SetupFormProps) {
  const { t } = useTranslation();
  const setup = useCallSetup(agent, onCalled);
  const why = useId();
  const unheard = setup.way === "browser" ? missingSupport() : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setup.call();
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4 px-4 pt-1 pb-4">
      <AgentChoice agents={agents} agentId={agent?.id ?? null} onChoose={onAgent} />
      <Field label={t("testcall.way.label")} group>
        {(aria) => <WayChoice {...aria} way={setup.way} onChange={setup.setWay} />}
      </Field>
      {setup.way === "browser" && <BrowserWay />}
      {setup.way === "practice" && <PracticeWay number={setup.person} onChange={setup.setPerson} />}
      {setup.way === "phone" && (
        <PhoneWay
          country={setup.country}
          number={setup.number}
          bad={setup.numberIsBad}
          lines={setup.lines}
          ways={setup.ways}
          by={setup.by}
          onBy={setup.setBy}
          onCountry={setup.setCountry}
          onNumber={setup.setNumber}
          onLeave={setup.leaveNumber}
        />
      )}
      <PreflightNotices
        notices={setup.notices}
        agentId={agent?.id ?? null}
        onSample={sample.offer}
        onPractice={() => setup.setWay("practice")}
        busy={sample.busy}
      />
      {unheard && !setup.problem && <AudioNotice problem={unheard} />}
      {setup.problem && <AudioNotice problem={setup.problem} />}
      {setup.error !== null && <ErrorLine error={setup.error} />}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Button
          type="submit"
          look="primary"
          icon={Phone}
          busy={setup.busy}
          disabled={setup.busy || setup.trouble !== null || unheard !== undefined}
          aria-describedby={setup.trouble ? why : undefined}
        >
          {t("testcall.call")}
        </Button>
        {setup.trouble && setup.trouble !== "preflight" && setup.trouble !== "noPhoneLine" && (
          <p id={why} className="text-xs text-ink-3">
            {t(`testcall.${setup.trouble}`)}
          </p>
        )}
      </div>
    </form>
  );
}

type WayChoiceProps = {
  way: "browser" | "practice" | "phone";
  onChange: (way: "browser" | "practice" | "phone") => void;
};

function WayChoice({ way, onChange, ...aria }: WayChoiceProps) {
  const { t } = useTranslation();
  const options = (["browser", "practice", "phone"] as const).map((value) => ({
    value,
    label: t(`testcall.way.${value}`),
  }));
  return <Segmented {...aria} value={way} onChange={onChange} options={options} />;
}

/** The devices, once the browser tells their names. */
function BrowserWay() {
  const { t } = useTranslation();
  const { microphone, speaker } = useAudio();
  const stage = useTalk((talk) => talk.stage);
  const chooseMicrophone = useTalk((talk) => talk.chooseMicrophone);
  const chooseSpeaker = useTalk((talk) => talk.chooseSpeaker);
  return (
    <div className="flex flex-col gap-3">
      <p className="max-w-[75ch] text-xs text-ink-3">{t("testcall.browserHint")}</p>
      <DeviceChoice
        microphone={microphone}
        speaker={speaker}
        onMicrophone={chooseMicrophone}
        onSpeaker={chooseSpeaker}
        opened={stage}
      />
    </div>
  );
}
