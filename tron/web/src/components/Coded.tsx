import { useServerWords, type Values, type WordList } from "@/hooks/useServerWords";
import { plain } from "@/lib/format";
import { Words } from "./Words";

type CodedProps = {
  list: WordList;
  code: string | null | undefined;
  values?: Values;
  /** What is shown for a code that the catalogue lacks; without it the code itself, as plain words. */
  children?: string;
  className?: string;
};

/** What the server says in a code, in the page's language; else as the server wrote it. */
export function Coded({ list, code, values, children, className }: CodedProps) {
  const text = useServerWords()(list, code, values);
  if (text === undefined) return <Words className={className ?? ""}>{children ?? plain(code ?? "")}</Words>;
  return className ? <span className={className}>{text}</span> : text;
}
