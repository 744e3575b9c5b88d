import { useTranslation } from "react-i18next";
import { Field } from "@/components/form/Field";
import { Select } from "@/components/form/Select";
import { LoadError } from "@/components/Notice";
import { phone } from "@/lib/format";
import { knownPerson } from "@/lib/practice";
import { type Person, usePeople } from "../api";

/** Which simulated person is called, by what the person does. */
export function PracticeWay({ number, onChange }: { number: string; onChange: (number: string) => void }) {
  const { t } = useTranslation();
  const { data, error, isValidating, mutate } = usePeople();
  if (!data && error) {
    return (
      <LoadError title={t("testcall.peopleError")} error={error} busy={isValidating} onRetry={() => void mutate()} />
    );
  }
  const nameOf = ({ name, what }: Person) => {
    const known = knownPerson(name);
    return known ? { label: t(`testcall.people.${known}`) } : { label: what, data: true };
  };
  const options = (data?.items ?? []).map((person) => {
    const { label, data: isData } = { data: false, ...nameOf(person) };
    return { value: person.number, label: `${label} · ${phone(person.number)}`, data: isData };
  });
  return (
    <Field label={t("testcall.person")} hint={t("testcall.practiceHint")}>
      {(aria) => <Select {...aria} value={number} onChange={onChange} options={options} />}
    </Field>
  );
}
