import { LoaderCircle, type LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";

const LOOKS = {
  primary: "border-transparent bg-accent-solid text-on-accent hover:bg-accent-hover active:bg-accent-press",
  secondary: "border-line-2 bg-surface-2 text-ink hover:bg-surface-3",
  quiet: "border-transparent text-ink-2 hover:bg-surface-2 hover:text-ink",
  danger: "border-transparent bg-danger-solid text-on-danger hover:bg-danger-hover",
  dangerLine: "border-danger-line text-danger hover:bg-danger-soft",
} as const;

// The colours fade in under the pointer only: a change of theme would animate every button of the page.
const BASE =
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap " +
  "hover:transition-colors hover:duration-(--duration-fast) disabled:cursor-not-allowed disabled:border-line disabled:bg-surface-2 disabled:text-ink-3 " +
  "aria-disabled:cursor-not-allowed aria-disabled:text-ink-3";

/** The classes of a button, for links that look like one. */
export function buttonLook(look: keyof typeof LOOKS = "secondary", small = false): string {
  const size = small ? "h-7 px-2 text-xs pointer-coarse:h-control" : "h-control px-3 text-sm";
  return `${BASE} ${LOOKS[look]} ${size}`;
}

type ButtonProps = ComponentProps<"button"> & {
  look?: keyof typeof LOOKS;
  icon?: LucideIcon;
  small?: boolean;
  /** Shows a spinner in the icon's place; the label and the width stay. */
  busy?: boolean;
};

export function Button({ look = "secondary", icon, small = false, busy = false, children, ...rest }: ButtonProps) {
  const Icon = busy ? LoaderCircle : icon;
  return (
    <button type="button" className={buttonLook(look, small)} aria-busy={busy || undefined} {...rest}>
      {Icon && <Icon className={`${small ? "size-3.5" : "size-4"} ${busy ? "spin" : ""}`} aria-hidden />}
      {children}
    </button>
  );
}

type IconButtonProps = Omit<ComponentProps<"button">, "children"> & { icon: LucideIcon; label: string };

/** A button that is only an icon; its name is read out and shown as a hint. */
export function IconButton({ icon: Icon, label, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      className={`${BASE} ${LOOKS.quiet} size-8 pointer-coarse:size-control`}
      aria-label={label}
      title={label}
      {...rest}
    >
      <Icon className="size-4" aria-hidden />
    </button>
  );
}
