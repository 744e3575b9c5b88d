import { create } from "zustand";
import { persist } from "zustand/middleware";
import { isLanguage, type Language } from "@/lib/i18n";

export type Theme = "dark" | "light";
/** What a person last did with a page's help; nothing yet means the page decides. */
export type Help = "open" | "closed";
/** In which words a transcript is shown where it has English too. */
export type TranscriptWords = (typeof TRANSCRIPT_WORDS)[number];
export const TRANSCRIPT_WORDS = ["spoken", "english", "both"] as const;

type Ui = {
  theme: Theme;
  language: Language;
  help: Record<string, Help>;
  transcript: TranscriptWords;
  /** Whether a node's advanced fields are unfolded. */
  advanced: boolean;
  setTheme: (theme: Theme) => void;
  setLanguage: (language: Language) => void;
  setHelp: (page: string, help: Help) => void;
  setTranscript: (transcript: TranscriptWords) => void;
  setAdvanced: (advanced: boolean) => void;
};

/** What this person prefers on this machine. public/theme.js reads the same key before the first paint. */
export const useUi = create<Ui>()(
  persist(
    (set) => ({
      theme: "dark",
      language: "en",
      help: {},
      transcript: "both",
      advanced: false,
      setTheme: (theme) => set({ theme }),
      setLanguage: (language) => set({ language }),
      setHelp: (page, help) => set((state) => ({ help: { ...state.help, [page]: help } })),
      setTranscript: (transcript) => set({ transcript }),
      setAdvanced: (advanced) => set({ advanced }),
    }),
    {
      name: "tron.ui",
      partialize: ({ theme, language, help, transcript, advanced }) => ({
        theme,
        language,
        help,
        transcript,
        advanced,
      }),
      merge: (stored, current) => ({ ...current, ...trusted(stored) }),
    },
  ),
);

/** Only what has the right shape: storage may hold anything. */
function trusted(stored: unknown): Partial<Ui> {
  const { theme, language, help, transcript, advanced } = (stored ?? {}) as Record<string, unknown>;
  return {
    ...(theme === "dark" || theme === "light" ? { theme } : {}),
    ...(isLanguage(language) ? { language } : {}),
    ...(typeof help === "object" && help !== null ? { help: help as Record<string, Help> } : {}),
    ...(isTranscriptWords(transcript) ? { transcript } : {}),
    ...(typeof advanced === "boolean" ? { advanced } : {}),
  };
}

function isTranscriptWords(value: unknown): value is TranscriptWords {
  return TRANSCRIPT_WORDS.some((words) => words === value);
}
