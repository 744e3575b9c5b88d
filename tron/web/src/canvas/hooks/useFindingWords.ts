import { useTranslation } from "react-i18next";
import useSWRImmutable from "swr/immutable";
import type { Told, Written } from "../words/findings";

const asWritten = ({ message, fix }: Written): Told => ({ message, fix: fix ?? "" });
const inHindi = async () => (await import("../words/findings")).tellInHindi;

/** Says what is wrong with a flow, and what to do, in the page's language: on the wire it is English. */
export function useFindingWords(): (finding: Written) => Told {
  const { i18n } = useTranslation();
  const { data } = useSWRImmutable(i18n.language === "hi" ? "canvas.findings.hi" : null, inHindi);
  return data ?? asWritten;
}
