import { scriptOf } from "@/lib/format";

type WordsProps = { children: string; className?: string };

/** Words that are data (names, replies of the server): never translated, and set as their script needs. */
export function Words({ children, className }: WordsProps) {
  return (
    <span translate="no" lang={scriptOf(children)} className={className}>
      {children}
    </span>
  );
}
