import { PhoneIncoming } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { Field } from "@/components/form/Field";
import { Select } from "@/components/form/Select";
import { ErrorLine } from "@/components/Notice";
import { Skeleton } from "@/components/Skeleton";
import { Words } from "@/components/Words";
import { phone } from "@/lib/format";
import { knownPerson, PEOPLE } from "@/lib/practice";
import { type Person, ring, useAnswering, usePracticePeople } from "../api";

/** The simulated people: who they are, their numbers, and a button that makes one ring Tron. */
export function PracticeCard() {
  const { t } = useTranslation();
  const people = usePracticePeople();
  const agents = useAnswering();
  const active = agents.data?.items.filter((agent) => agent.is_active) ?? [];
  const [chosen, setChosen] = useState("");
  const agent = active.find((one) => one.id === chosen) ?? active[0];
  return (
    <Card title={t("settings.practice.title")} meta={t("settings.practice.meta")}>
      <div className="grid gap-3 px-4 pb-3">
        <p className="max-w-[75ch] text-xs text-ink-3">{t("settings.practice.intro")}</p>
        {!agents.data && !agents.error && <div className="h-14.5" />}
        {agents.data && !agent && <p className="text-warning">{t("settings.practice.noAgent")}</p>}
        {agent && (
          <Field label={t("settings.practice.agent")}>
            {(aria) => (
              <Select
                {...aria}
                value={agent.id}
                onChange={setChosen}
                options={active.map((one) => ({ value: one.id, label: one.name, data: true }))}
              />
            )}
          </Field>
        )}
      </div>
      {!people.data && !people.error && <Skeleton rows={PEOPLE.length} rowClass="h-13.75" />}
      {people.error && (
        <div className="px-4 pb-4">
          <ErrorLine error={people.error} />
        </div>
      )}
      <ul>
        {people.data?.items.map((person) => (
          <PersonRow key={person.number} person={person} agent={agent} />
        ))}
      </ul>
    </Card>
  );
}

type PersonRowProps = { person: Person; agent: { id: string; name: string } | undefined };

function PersonRow({ person, agent }: PersonRowProps) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [call, setCall] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const word = knownPerson(person.name);
  const name = word ? t(`practice.person.${word}`) : person.what;
  const letRing = async () => {
    if (!agent) return;
    setBusy(true);
    setError(null);
    try {
      setCall((await ring(agent.id, person.number)).id);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <li className="border-t border-line px-4 py-2">
      <div className="flex items-center justify-between gap-3">
        <div className="min-w-0">
          {word ? <p className="font-medium">{name}</p> : <Words className="font-medium">{name}</Words>}
          <p className="num text-xs text-ink-3" translate="no">
            {phone(person.number)}
          </p>
        </div>
        {person.answers && (
          <Button
            small
            icon={PhoneIncoming}
            busy={busy}
            disabled={busy || !agent}
            aria-label={t("settings.practice.ringOf", { person: name })}
            onClick={() => void letRing()}
          >
            {t("settings.practice.ring")}
          </Button>
        )}
      </div>
      {call && agent && (
        <p role="status" className="mt-1 text-xs text-ink-2">
          {t("settings.practice.rang", { agent: agent.name })}{" "}
          <Link to={`/calls/${call}`} className="rounded-xs text-accent hover:underline">
            {t("settings.practice.open")}
          </Link>
        </p>
      )}
      {error !== null && <ErrorLine error={error} />}
    </li>
  );
}
