import { scriptOf } from "@/lib/format";
import { pieces } from "../model/variables";

/** What the agent says, its variables marked as such. */
export function TemplateText({ children, className = "" }: { children: string; className?: string }) {
  return (
    <span translate="no" lang={scriptOf(children)} className={className}>
      {pieces(children).map(({ text, variable }, index) =>
        variable ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no name but their place
          <code key={index} className="rounded-xs bg-accent-soft px-1 font-mono text-2xs text-accent">
            {text}
          </code>
        ) : (
          text
        ),
      )}
    </span>
  );
}
