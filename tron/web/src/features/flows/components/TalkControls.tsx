import { Grid3x3, PhoneOff, Send, Undo2, VolumeX } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/Button";
import { TextInput } from "@/components/form/TextInput";
import type { FlowSimulator } from "../hooks/useFlowSimulator";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;

type TalkControlsProps = {
  /** The agent listens. */
  ready: boolean;
  talking: boolean;
  simulator: FlowSimulator;
  canGoBack: boolean;
};

/** What the caller does: speaks, presses keys, says nothing, hangs up; and one turn back. */
export function TalkControls({ ready, talking, simulator, canGoBack }: TalkControlsProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [keypad, setKeypad] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "" || !ready) return;
    simulator.say(text.trim());
    setText("");
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
      <form onSubmit={submit} className="flex gap-1.5">
        <TextInput
          value={text}
          onChange={setText}
          disabled={!talking}
          maxLength={2000}
          autoComplete="off"
          aria-label={t("flows.simulator.write")}
          placeholder={t("flows.simulator.write")}
        />
        <IconButton type="submit" icon={Send} label={t("flows.simulator.send")} disabled={!ready} />
      </form>
      <div className="mt-1.5 flex flex-wrap gap-1">
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
