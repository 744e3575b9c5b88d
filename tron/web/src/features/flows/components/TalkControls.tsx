import { Grid3x3, MessageCircleX, PhoneOff, Send, Undo2, VolumeX } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { NumberInput } from "@/components/form/NumberInput";
import { TextInput } from "@/components/form/TextInput";
import type { FlowSimulator } from "../hooks/useFlowSimulator";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;

type TalkControlsProps = {
  /** The agent listens. */
  ready: boolean;
  talking: boolean;
  simulator: FlowSimulator;
  canGoBack: boolean;
  /** Words that the agent has said since the caller's last turn. */
  said: number;
};

/** What the caller does: speaks, also over the agent, presses keys, says nothing, hangs up; and one turn back. */
export function TalkControls({ ready, talking, simulator, canGoBack, said }: TalkControlsProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [keypad, setKeypad] = useState(false);
  // After how many words of the agent; null: when it has said all.
  const [after, setAfter] = useState<number | null>(null);
  const over = after !== null && said > 0;
  // A goodbye can be talked over too: the talk then goes on.
  const may = over ? Number.isInteger(after) && after >= 1 && after <= said : ready;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "" || !may) return;
    if (over) simulator.say(text.trim(), after);
    else simulator.say(text.trim());
    setText("");
    setAfter(null);
  };
  return (
    <div className="border-t border-line px-4 py-3">
      {keypad && (
        <fieldset aria-label={t("flows.simulator.keypad")} className="grid grid-cols-6 gap-1.5 pb-2.5">
          {KEYS.map((key) => (
            <button
              key={key}
              type="button"
              translate="no"
              aria-label={t("flows.simulator.key", { key })}
              disabled={!talking}
              onClick={() => simulator.press(key)}
              className="num h-8 rounded-md border border-line-2 bg-surface-2 font-medium hover:bg-surface-3 disabled:text-ink-3 pointer-coarse:h-11"
            >
              {key}
            </button>
          ))}
        </fieldset>
      )}
      {over && (
        <div className="pb-2.5">
          <Field label={t("flows.simulator.afterWords")} hint={t("flows.simulator.afterWordsHint", { count: said })}>
            {(aria) => <NumberInput {...aria} value={after} onChange={setAfter} />}
          </Field>
        </div>
      )}
      <form onSubmit={submit} className="flex gap-1.5">
        <TextInput
          value={text}
          onChange={setText}
          disabled={!talking && !over}
          maxLength={2000}
          autoComplete="off"
          aria-label={t("flows.simulator.write")}
          placeholder={t("flows.simulator.write")}
        />
        <IconButton type="submit" icon={Send} label={t("flows.simulator.send")} disabled={!may} />
      </form>
      <div className="mt-1.5 flex flex-wrap gap-1">
        <IconButton
          icon={MessageCircleX}
          label={t("flows.simulator.talkOver")}
          aria-pressed={over}
          disabled={said === 0}
          onClick={() => setAfter(over ? null : Math.ceil(said / 2))}
        />
        <IconButton
          icon={VolumeX}
          label={t("flows.simulator.silence")}
          disabled={!ready}
          onClick={simulator.staySilent}
        />
        <IconButton
          icon={Grid3x3}
          label={t("flows.simulator.keypad")}
          aria-expanded={keypad}
          onClick={() => setKeypad(!keypad)}
        />
        <IconButton
          icon={PhoneOff}
          label={t("flows.simulator.hangUp")}
          disabled={!talking}
          onClick={simulator.hangUp}
        />
        <span className="ml-auto">
          <IconButton icon={Undo2} label={t("flows.simulator.back")} disabled={!canGoBack} onClick={simulator.back} />
        </span>
      </div>
    </div>
  );
}
