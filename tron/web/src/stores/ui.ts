import { create } from "zustand";
import { persist } from "zustand/middleware";
import { isLanguage, type Language } from "@/lib/i18n";

export type Theme = "dark" | "light";
/** What a person last did with a page's help; nothing yet means the page decides. */
export type Help = "open" | "closed";

type Ui = {
  theme: Theme;
  language: Language;
  help: Record<string, Help>;
  setTheme: (theme: Theme) => void;
  setLanguage: (language: Language) => void;
  setHelp: (page: string, help: Help) => void;
};

/** What this person prefers on this machine. public/theme.js reads the same key before the first paint. */
export const useUi = create<Ui>()(
  persist(
    (set) => ({
      theme: "dark",
      language: "en",
      help: {},
      setTheme: (theme) => set({ theme }),
      setLanguage: (language) => set({ language }),
      setHelp: (page, help) => set((state) => ({ help: { ...state.help, [page]: help } })),
    }),
    {
      name: "tron.ui",
      partialize: ({ theme, language, help }) => ({ theme, language, help }),
      merge: (stored, current) => ({ ...current, ...trusted(stored) }),
    },
  ),
);

/** Only what has the right shape: storage may hold anything. */
function trusted(stored: unknown): Partial<Ui> {
  const { theme, language, help } = (stored ?? {}) as Record<string, unknown>;
  return {
    ...(theme === "dark" || theme === "light" ? { theme } : {}),
    ...(isLanguage(language) ? { language } : {}),
    ...(typeof help === "object" && help !== null ? { help: help as Record<string, Help> } : {}),
  };
}
