import { Languages, LoaderCircle, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Coded } from "@/components/Coded";
import { Segmented } from "@/components/Segmented";
import { TRANSCRIPT_WORDS, useUi } from "@/stores/ui";
import { type CallDetail, isBeingTranslated, writeEnglish } from "../api";
import { isOver } from "../status";
import { useCallAction } from "./CallActions";

/** Above a transcript: in which words it is shown, and how to have the English written where it is missing. */
export function EnglishBar({ call }: { call: CallDetail }) {
  const said = call.transcript.filter(({ text }) => text !== "");
  if (!isOver(call.status) || said.length === 0) return null;
  const some = said.some(({ english }) => english);
  const missing = said.some(({ english }) => !english);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line px-4 py-2">
      {some && <WordsChoice />}
      <EnglishState call={call} some={some} missing={missing} />
    </div>
  );
}

function WordsChoice() {
  const { t } = useTranslation();
  const words = useUi(({ transcript }) => transcript);
  const choose = useUi(({ setTranscript }) => setTranscript);
  const options = TRANSCRIPT_WORDS.map((value) => ({ value, label: t(`call.english.${value}`) }));
  return <Segmented aria-label={t("call.english.label")} value={words} onChange={choose} options={options} />;
}

function EnglishState({ call, some, missing }: { call: CallDetail; some: boolean; missing: boolean }) {
  const { t } = useTranslation();
  const { run, busy } = useCallAction(call.id);
  const working = isBeingTranslated(call);
  const failed = !working && missing && call.english_reason !== null;
  const label = failed ? "again" : some ? "rest" : "write";
  return (
    <>
      <p role="status" className="flex min-w-0 items-start gap-1.5 text-xs text-ink-2 empty:hidden">
        {working && (
          <>
            <LoaderCircle className="spin mt-px size-3.5 shrink-0" aria-hidden />
            {t(call.english_state === "running" ? "call.english.running" : "call.english.wanted")}
          </>
        )}
        {failed && (
          <>
            <TriangleAlert className="mt-px size-3.5 shrink-0 text-warning" aria-hidden />
            <span>
              {t(some ? "call.english.partly" : "call.english.failed")}{" "}
              <Coded list="english" code={call.english_reason} />.
            </span>
          </>
        )}
      </p>
      {missing && !working && (
        <Button small icon={Languages} busy={busy} disabled={busy} onClick={() => run(() => writeEnglish(call.id))}>
          {t(`call.english.${label}`)}
        </Button>
      )}
    </>
  );
}
