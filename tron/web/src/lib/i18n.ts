import i18next, { type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import { texts as en } from "@/locales/en";

/** Languages a person can choose. "en-XA" is the pseudo-locale: accented, longer English that shows what was not translated. */
export const LANGUAGES = ["en", "hi"] as const;
export type Language = (typeof LANGUAGES)[number] | "en-XA";

const catalogues: Record<Language, () => Promise<unknown>> = {
  en: async () => en,
  hi: async () => (await import("@/locales/hi")).texts,
  "en-XA": async () => (await import("./pseudo")).pseudo(en),
};

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en };
  }
}

/** Starts i18next in `language`; the other catalogues load when they are chosen. */
export async function startI18n(language: Language): Promise<i18n> {
  if (!i18next.isInitialized) {
    await i18next.use(initReactI18next).init({
      lng: "en",
      fallbackLng: "en",
      resources: { en: { translation: en } },
      interpolation: { escapeValue: false },
      react: { useSuspense: false },
    });
  }
  await speak(language);
  return i18next;
}

/** Switches every text of the page to `language`, and tells the browser. */
export async function speak(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, "translation")) {
    i18next.addResourceBundle(language, "translation", await catalogues[language]());
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export function isLanguage(value: unknown): value is Language {
  return typeof value === "string" && value in catalogues;
}
