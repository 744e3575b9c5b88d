import { Moon, Sun } from "lucide-react";
import { useTranslation } from "react-i18next";
import { LANGUAGES } from "@/lib/i18n";
import { useUi } from "@/stores/ui";
import { IconButton } from "../Button";

const NAMES = { en: { short: "EN", full: "English" }, hi: { short: "हिं", full: "हिन्दी" } } as const;

export function LanguageSwitch() {
  const { t } = useTranslation();
  const language = useUi((ui) => ui.language);
  const setLanguage = useUi((ui) => ui.setLanguage);
  return (
    <fieldset
      aria-label={t("app.language")}
      className="inline-flex min-w-0 rounded-md border border-line-2 bg-surface-1 p-0.5"
    >
      {LANGUAGES.map((choice) => (
        <button
          key={choice}
          type="button"
          lang={choice}
          translate="no"
          aria-pressed={choice === language}
          aria-label={`${NAMES[choice].short}, ${NAMES[choice].full}`}
          className="flex h-6.5 min-w-9 items-center justify-center rounded-sm px-2 text-xs font-medium text-ink-2 aria-pressed:bg-surface-3 aria-pressed:text-ink pointer-coarse:h-9"
          onClick={() => setLanguage(choice)}
        >
          {NAMES[choice].short}
        </button>
      ))}
    </fieldset>
  );
}

export function ThemeSwitch() {
  const { t } = useTranslation();
  const theme = useUi((ui) => ui.theme);
  const setTheme = useUi((ui) => ui.setTheme);
  const dark = theme === "dark";
  return (
    <IconButton
      icon={dark ? Sun : Moon}
      label={dark ? t("app.toLight") : t("app.toDark")}
      onClick={() => setTheme(dark ? "light" : "dark")}
    />
  );
}
