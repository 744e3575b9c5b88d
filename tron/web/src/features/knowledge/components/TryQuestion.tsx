import { Search } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { TextInput } from "@/components/form/TextInput";
import { ErrorLine } from "@/components/Notice";
import { Words } from "@/components/Words";
import { percent } from "@/lib/format";
import { type Answer, ask } from "../api";

/** Asks as a caller would, and shows what the agent would answer from. */
export function TryQuestion({ agentId }: { agentId: string }) {
  const { t } = useTranslation();
  const [query, setQuery] = useState("");
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (query.trim() === "") return;
    setBusy(true);
    setError(null);
    try {
      setAnswer(await ask(agentId, query.trim()));
    } catch (problem) {
      setAnswer(null);
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void send(event)} className="grid min-w-0 gap-3 border-t border-line p-4">
      <div className="flex min-w-0 flex-wrap items-end gap-2">
        <div className="min-w-0 flex-1 basis-56">
          <Field label={t("knowledge.try.label")}>
            {(aria) => <TextInput {...aria} maxLength={1000} value={query} onChange={setQuery} />}
          </Field>
        </div>
        <Button type="submit" icon={Search} busy={busy} disabled={busy || query.trim() === ""}>
          {t("knowledge.try.button")}
        </Button>
      </div>
      <div role="status" className="min-w-0">
        {answer && <Found answer={answer} />}
      </div>
      {error !== null && <ErrorLine error={error} />}
    </form>
  );
}

function Found({ answer }: { answer: Answer }) {
  const { t, i18n } = useTranslation();
  if (answer.passages.length === 0) return <p className="max-w-[75ch] text-ink-2">{t("knowledge.try.nothing")}</p>;
  return (
    <ol className="grid min-w-0 gap-2">
      {answer.passages.map((passage) => (
        <li key={passage.text} className="min-w-0 rounded-md border border-line bg-page p-3">
          <p className="flex flex-wrap items-baseline gap-2 text-xs text-ink-3">
            <Words className="font-medium text-ink-2 [overflow-wrap:anywhere]">{passage.title}</Words>
            <span className="num">{t("knowledge.try.score", { score: percent(passage.score, i18n.language, 0) })}</span>
          </p>
          <Words className="mt-1 block max-w-[75ch] whitespace-pre-line [overflow-wrap:anywhere]">{passage.text}</Words>
        </li>
      ))}
    </ol>
  );
}
