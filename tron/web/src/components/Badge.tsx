import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

const TONES = {
  neutral: "border-neutral-line bg-neutral-soft text-neutral",
  success: "border-success-line bg-success-soft text-success",
  warning: "border-warning-line bg-warning-soft text-warning",
  danger: "border-danger-line bg-danger-soft text-danger",
  info: "border-info-line bg-info-soft text-info",
  live: "border-live-line bg-live-soft text-live",
} as const;

export type Tone = keyof typeof TONES;

/** The colour of a text or icon that shares a badge's meaning. */
export const TONE_TEXT: Record<Tone, string> = {
  neutral: "text-neutral",
  success: "text-success",
  warning: "text-warning",
  danger: "text-danger",
  info: "text-info",
  live: "text-live",
};

type BadgeProps = { tone: Tone; children: ReactNode } & ({ icon: LucideIcon } | { pulse: true });

/** A state: colour, word, and an icon or, while something is live, a pulsing dot. */
export function Badge({ tone, children, ...sign }: BadgeProps) {
  return (
    <span
      className={`inline-flex min-h-5 shrink-0 items-center gap-1.5 rounded-sm border px-1.5 text-xs font-medium whitespace-nowrap ${TONES[tone]}`}
    >
      {"icon" in sign ? (
        <sign.icon className="size-3" aria-hidden />
      ) : (
        <span className="pulse size-[7px] rounded-full bg-current" aria-hidden />
      )}
      {children}
    </span>
  );
}
