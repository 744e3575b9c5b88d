import type { TFunction } from "i18next";
import { Mic, Phone } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button, buttonLook } from "@/components/Button";
import { Card } from "@/components/Card";
import { Field } from "@/components/form/Field";
import { type Option, Select } from "@/components/form/Select";
import { ErrorLine } from "@/components/Notice";
import { phone } from "@/lib/format";
import { knownPerson } from "@/lib/practice";
import { practiceCall, usePracticePeople } from "../api";
import { CallProgress } from "./CallProgress";

const PRACTICE_PERSON = "+910000000001";

type TestCallCardProps = { agentId: string | null; active: boolean; unsaved: boolean };

/** A call with the saved agent: by this browser's microphone, or to a practice person at once. */
export function TestCallCard({ agentId, active, unsaved }: TestCallCardProps) {
  const { t } = useTranslation();
  const blocked = agentId === null ? t("builder.test.saveFirst") : active ? null : t("builder.test.off");
  return (
    <Card title={t("builder.test.title")} meta={t("builder.test.meta")}>
      <div className="flex flex-col gap-3 px-4 pt-1 pb-4">
        {agentId !== null && active ? (
          <>
            <Link to={`/test-call?agent=${agentId}`} className={`${buttonLook()} self-start`}>
              <Mic className="size-4" aria-hidden />
              {t("builder.test.browser")}
            </Link>
            <PracticeCall agentId={agentId} />
            {unsaved && <p className="text-xs text-warning">{t("builder.test.unsaved")}</p>}
          </>
        ) : (
          <p className="text-ink-2">{blocked}</p>
        )}
      </div>
    </Card>
  );
}

function PracticeCall({ agentId }: { agentId: string }) {
  const { t } = useTranslation();
  const people = usePracticePeople();
  const [number, setNumber] = useState(PRACTICE_PERSON);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [callId, setCallId] = useState<string | null>(null);
  const call = async () => {
    setBusy(true);
    setError(null);
    try {
      setCallId((await practiceCall(agentId, number)).id);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Field label={t("builder.test.practice")} hint={t("builder.test.practiceHint")}>
        {(aria) => (
          <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-2">
            <Select
              {...aria}
              value={number}
              onChange={setNumber}
              options={people.data?.items.map((person) => choice(person, t)) ?? []}
            />
            <Button icon={Phone} busy={busy} disabled={busy} onClick={() => void call()}>
              {t("builder.test.call")}
            </Button>
          </div>
        )}
      </Field>
      {error !== null && <ErrorLine error={error} />}
      {callId !== null && <CallProgress callId={callId} />}
    </>
  );
}

/** What this person does when called; one that this page does not know tells it in the server's words. */
function choice({ name, number, what }: { name: string; number: string; what: string }, t: TFunction): Option {
  const known = knownPerson(name);
  const habit = known ? t(`practice.person.${known}`) : what;
  return { value: number, label: `${habit} · ${phone(number)}`, data: !known };
}
