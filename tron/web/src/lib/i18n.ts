import i18next, { type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import type { texts } from "@/locales/en";
import { texts as shell } from "@/locales/en/sets/shell";

/** Languages a person can choose. "en-XA" is the pseudo-locale: accented, longer English that shows what was not translated. */
export const LANGUAGES = ["en", "hi"] as const;
export type Language = (typeof LANGUAGES)[number] | "en-XA";

/** The English catalogue: a file for each part of the app, under its name. */
export type Texts = typeof texts;

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: Texts };
  }
}

type Catalogue = Record<string, unknown>;

const files = import.meta.glob<Catalogue>(["../locales/*/sets/*.ts", "!../locales/en/sets/shell.ts"], {
  import: "texts",
});

/** Parts of the catalogue that load together, with the pages that need them; the shell is there from the start. */
export const TEXT_SETS = ["agents", "calls", "flows", "phone", "server", "settings", "testcall", "tools"] as const;
export type TextSet = (typeof TEXT_SETS)[number];

const loaded: Record<Language, Set<TextSet | "shell">> = { en: new Set(["shell"]), hi: new Set(), "en-XA": new Set() };

/** Starts i18next in `language`; the other catalogues load when they are chosen. */
export async function startI18n(language: Language): Promise<i18n> {
  if (!i18next.isInitialized) {
    await i18next.use(initReactI18next).init({
      lng: "en",
      fallbackLng: "en",
      // A copy: parts are added to it.
      resources: { en: { translation: { ...shell } } },
      interpolation: { escapeValue: false },
      react: { useSuspense: false },
    });
  }
  await speak(language);
  return i18next;
}

/** Switches every text of the page to `language`, and tells the browser. */
export async function speak(language: Language): Promise<void> {
  const asked = () => Object.values(loaded).flatMap((sets) => [...sets]);
  // Pages may ask for more meanwhile: those too, before their words are looked for in this language.
  while (lacks(language, asked())) await fetchSets(language, asked());
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** Loads sets of texts in the page's language. A page is drawn after this, so nobody sees a key. */
export async function needTexts(sets: readonly TextSet[]): Promise<void> {
  const spoken = () => i18next.language as Language;
  while (lacks(spoken(), sets)) await fetchSets(spoken(), sets);
}

export function isLanguage(value: unknown): value is Language {
  return typeof value === "string" && value in loaded;
}

function lacks(language: Language, sets: readonly (TextSet | "shell")[]): boolean {
  return sets.some((set) => !loaded[language].has(set));
}

async function fetchSets(language: Language, sets: readonly (TextSet | "shell")[]): Promise<void> {
  const missing = [...new Set(sets)].filter((set) => !loaded[language].has(set));
  const found = await Promise.all(missing.map((set) => fetchSet(language, set)));
  for (const texts of found) i18next.addResourceBundle(language, "translation", texts, true, true);
  for (const set of missing) loaded[language].add(set);
}

async function fetchSet(language: Language, set: TextSet | "shell"): Promise<Catalogue> {
  if (language === "en-XA") return (await import("./pseudo")).pseudo(await fetchSet("en", set)) as Catalogue;
  const load = files[`../locales/${language}/sets/${set}.ts`];
  return load ? load() : shell;
}
