import { useTranslation } from "react-i18next";
import type { FormField, State } from "../api";

type Named = { label: string; data?: true };
const LINES = ["sandbox", "terminal", "browser", "sip", "livekit", "twilio", "plivo", "exotel"] as const;

/** The name of a line: ours, else what it calls itself, which is data. */
export function useLineTitle(): (line: { name: string; title: string }) => Named {
  const { t } = useTranslation();
  return ({ name, title }) => {
    const known = LINES.find((line) => line === name);
    return known ? { label: t(`phone.line.${known}`) } : { label: title, data: true };
  };
}

/** Why a line or trunk is as it is; null for a reason that is newer than this page. */
export function useStateWords(): (state: Pick<State, "note" | "values">) => string | null {
  const { t, i18n } = useTranslation();
  return ({ note, values }) => {
    if (!note || !i18n.exists(`phone.note.${note}`)) return null;
    return t(`phone.note.${note}`, values);
  };
}

export type FieldWords = { title: string; help: string; data: boolean };

/** Title and help of a setting, whose words stand below `words`: ours, else the server's own English, which is data. */
export function useFieldWords(
  words: `phone.form.${string}` | `messages.form.${string}`,
): (field: FormField) => FieldWords {
  const { t, i18n } = useTranslation();
  // Which key it is shows only now: the look before it stands in for the type.
  const say = t as unknown as (key: string) => string;
  return ({ name, title, description }) => {
    const key = `${words}.${name}` as const;
    if (!i18n.exists(`${key}.title`)) return { title, help: description, data: true };
    return { title: say(`${key}.title`), help: say(`${key}.help`), data: false };
  };
}
