import { MessagesSquare, PhoneOff, RotateCcw, Send, VolumeX } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import { Card } from "@/components/Card";
import { Checkbox } from "@/components/form/Switch";
import { TextInput } from "@/components/form/TextInput";
import { ErrorLine } from "@/components/Notice";
import { type AgentForm, createOf } from "../fields";
import { useSimulator } from "../hooks/useSimulator";
import { SimulatorTalk } from "./SimulatorTalk";

type SimulatorCardProps = {
  values: AgentForm;
  faulty: boolean;
  /** The stored agent, whose documents are answered from; null for a new one. */
  agentId?: string | null;
};

/** Talks in writing with the agent as the form has it now, saved or not. */
export function SimulatorCard({ values, faulty, agentId = null }: SimulatorCardProps) {
  const { t } = useTranslation();
  const { talk, start, say, staySilent, hangUp } = useSimulator();
  const [spoken, setSpoken] = useState("");
  const [ticked, setTicked] = useState(false);
  const hasTools = values.tools_enabled.length > 0;
  const runTools = ticked && hasTools;
  const now = JSON.stringify([createOf(values), runTools]);
  const begin = () => {
    setSpoken(now);
    start(createOf(values), runTools, agentId);
  };
  const running = talk.state === "connecting" || talk.state === "talking";
  const restart = talk.state !== "silent" && (
    <Button look="quiet" small icon={RotateCcw} disabled={faulty} onClick={begin}>
      {t("builder.simulator.restart")}
    </Button>
  );
  return (
    <Card
      title={t("builder.simulator.title")}
      meta={t(values.flow_id ? "builder.simulator.metaFlow" : "builder.simulator.meta")}
      actions={restart}
    >
      {talk.state === "silent" ? (
        <div className="flex flex-col items-center gap-3 border-t border-line bg-sunken px-4 py-6 text-center">
          <MessagesSquare className="size-5 text-ink-3" aria-hidden />
          <p className="max-w-[34rem] text-ink-2">
            {faulty ? t("builder.simulator.fix") : t("builder.simulator.idle")}
          </p>
          <Button disabled={faulty} onClick={begin}>
            {t("builder.simulator.start")}
          </Button>
        </div>
      ) : (
        <SimulatorTalk talk={talk} changed={running && spoken !== now} />
      )}
      {hasTools && (
        <div className="border-t border-line px-4 py-2">
          <Checkbox label={t("builder.simulator.runTools")} value={ticked} onChange={setTicked} />
          <p className="text-xs text-ink-3">{t("builder.simulator.runToolsHint")}</p>
        </div>
      )}
      {talk.error && (
        <div className="border-t border-line px-4 pb-3">
          <ErrorLine error={talk.error} />
        </div>
      )}
      <Typing running={talk.state === "talking"} onSay={say} onSilence={staySilent} onHangUp={hangUp} />
    </Card>
  );
}

type TypingProps = { running: boolean; onSay: (text: string) => void; onSilence: () => void; onHangUp: () => void };

function Typing({ running, onSay, onSilence, onHangUp }: TypingProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "" || !running) return;
    onSay(text.trim());
    setText("");
  };
  return (
    <form onSubmit={send} className="flex gap-2 border-t border-line px-4 py-3">
      <TextInput
        value={text}
        onChange={setText}
        disabled={!running}
        maxLength={2000}
        autoComplete="off"
        aria-label={t("builder.simulator.write")}
        placeholder={t("builder.simulator.write")}
      />
      <IconButton type="submit" icon={Send} label={t("builder.simulator.send")} disabled={!running} />
      <IconButton icon={VolumeX} label={t("builder.simulator.silence")} disabled={!running} onClick={onSilence} />
      <IconButton icon={PhoneOff} label={t("builder.simulator.hangup")} disabled={!running} onClick={onHangUp} />
    </form>
  );
}
