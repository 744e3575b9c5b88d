import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { TextInput } from "@/components/form/TextInput";
import { ErrorLine } from "@/components/Notice";
import { Segmented } from "@/components/Segmented";
import { notify } from "@/components/toasts";
import { say, type Unheeded, whisper } from "../api";
import { useActions } from "../hooks/useActions";

const LONGEST = 500;
const WAYS = ["whisper", "say"] as const;

type PromptProps = {
  callId: string;
  /** Somebody speaks in the agent's place: it says nothing now. */
  mayNotSay: boolean;
  /** The caller talks with a colleague, and the agent neither speaks nor hears. */
  reachesNobody: boolean;
};

/** An instruction for the agent that the caller does not hear, or a sentence that it says next. */
export function Prompt({ callId, mayNotSay, reachesNobody }: PromptProps) {
  const { t } = useTranslation();
  const [way, setWay] = useState<(typeof WAYS)[number]>("whisper");
  const [text, setText] = useState("");
  const [unheeded, setUnheeded] = useState<Unheeded | null>(null);
  const { busy, error, run } = useActions(callId);
  const off = reachesNobody || (way === "say" && mayNotSay);
  const why = reachesNobody ? "supervise.colleague" : "supervise.say.off";
  const send = (event: FormEvent) => {
    event.preventDefault();
    const words = text.trim();
    if (words === "" || off || busy !== null) return;
    run("send", async () => {
      setUnheeded(await (way === "whisper" ? whisper(callId, words) : say(callId, words)));
      setText("");
      notify.done(t(`supervise.${way}.done`));
    });
  };
  return (
    <form onSubmit={send} className="flex flex-col gap-2 border-t border-line pt-3">
      <Segmented
        aria-label={t("supervise.way")}
        value={way}
        onChange={setWay}
        options={WAYS.map((value) => ({ value, label: t(`supervise.${value}.name`) }))}
      />
      <div className="flex flex-wrap items-start gap-2">
        <div className="min-w-0 flex-1 basis-56">
          <Field bare label={t(`supervise.${way}.label`)} hint={t(off ? why : `supervise.${way}.hint`)}>
            {(aria) => <TextInput {...aria} value={text} onChange={setText} maxLength={LONGEST} autoComplete="off" />}
          </Field>
        </div>
        <Button type="submit" busy={busy !== null} disabled={busy !== null || off || text.trim() === ""}>
          {t(`supervise.${way}.name`)}
        </Button>
      </div>
      {unheeded !== null && (
        <p role="status" className="max-w-[75ch] text-warning">
          {t(`supervise.unheeded.${unheeded}`)}
        </p>
      )}
      {error !== null && <ErrorLine error={error} />}
    </form>
  );
}
