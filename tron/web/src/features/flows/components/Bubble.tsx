import { scriptOf } from "@/lib/format";

const LOOKS = { agent: "rounded-tl-xs bg-agent-soft", caller: "rounded-tr-xs bg-caller-soft" } as const;

/** What one side of a talk said. */
export function Bubble({ who, text }: { who: keyof typeof LOOKS; text: string }) {
  return (
    <p
      translate="no"
      lang={scriptOf(text)}
      className={`rounded-lg px-3 py-1.5 text-base leading-[1.65] whitespace-pre-line [overflow-wrap:anywhere] ${LOOKS[who]}`}
    >
      {text}
    </p>
  );
}
