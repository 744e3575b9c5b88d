import { useTranslation } from "react-i18next";
import { plain } from "@/lib/format";
import type { Texts } from "@/lib/i18n";

export type WordList = keyof Texts["server"];
export type Values = Readonly<Record<string, string | number>>;

/** Finds our words for a code of the server's; undefined for one that is newer than this page. */
export type ServerWords = (list: WordList, code: string | null | undefined, values?: Values) => string | undefined;

/**
 * What the server says in codes, in the page's language. A test on the server's side asks that each list has all its
 * codes (tests/core/test_server_words.py).
 */
export function useServerWords(): ServerWords {
  const { t, i18n } = useTranslation();
  // Which key it is shows only now: the check before it stands in for the type.
  const say = t as unknown as (key: string, values: Values) => string;
  const words = (list: WordList): object => i18n.getResource(i18n.language, "translation", `server.${list}`) ?? {};
  return (list, code, values = {}) =>
    code && Object.hasOwn(words(list), code) ? say(`server.${list}.${code}`, values) : undefined;
}

/** A word as a label, for a list of choices: `data` marks one that is written as the server has it. */
export function useCodeLabel(): (list: WordList, code: string) => { label: string; data: boolean } {
  const words = useServerWords();
  return (list, code) => {
    const label = words(list, code);
    return { label: label ?? plain(code), data: label === undefined };
  };
}

/** "Deep, professional" -> "deep_professional": the texts of voices are their own codes. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "");
}
