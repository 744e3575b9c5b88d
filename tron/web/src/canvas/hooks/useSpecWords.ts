import { useTranslation } from "react-i18next";
import useSWRImmutable from "swr/immutable";

export type Say = (text: string) => string;

const asWritten: Say = (text) => text;

/** What node types say of themselves is English on the wire; the other catalogues are keyed by these sentences. */
const CATALOGUES: Readonly<Record<string, () => Promise<Say>>> = {
  hi: async () => {
    const { words } = await import("../words/hi");
    return (text) => words[text] ?? text;
  },
  "en-XA": async () => {
    const { pseudo } = await import("@/lib/pseudo");
    return (text) => (pseudo({ text }) as { text: string }).text;
  },
};

/** Says a title, a help text or a label of a node type in the page's language. */
export function useSpecWords(): Say {
  const { i18n } = useTranslation();
  const load = CATALOGUES[i18n.language];
  const { data } = useSWRImmutable(load ? ["canvas.words", i18n.language] : null, () => load?.());
  return data ?? asWritten;
}
