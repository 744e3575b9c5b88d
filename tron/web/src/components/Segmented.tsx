import { type ReactNode, useId } from "react";
import type { ControlProps } from "./form/FormField";

type Part<Value extends string> = { value: Value; label: ReactNode };

type SegmentedProps<Value extends string> = ControlProps<Value> & {
  options: readonly Part<Value>[];
  "aria-label"?: string;
};

/** One of two to four short words, side by side. */
export function Segmented<Value extends string>({
  value,
  onChange,
  options,
  onBlur,
  disabled,
  ...aria
}: SegmentedProps<Value>) {
  const group = useId();
  return (
    <div
      role="radiogroup"
      id={aria.id}
      aria-label={aria["aria-label"]}
      aria-labelledby={aria["aria-labelledby"]}
      aria-describedby={aria["aria-describedby"]}
      className="inline-flex max-w-full flex-wrap self-start rounded-md border border-line-2 bg-surface-1 p-0.5"
    >
      {options.map((option) => (
        <label
          key={option.value}
          className="flex min-h-6.5 cursor-pointer items-center gap-1.5 rounded-sm px-2.5 text-xs font-medium whitespace-nowrap text-ink-2 has-checked:bg-surface-3 has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus pointer-coarse:min-h-10"
        >
          <input
            type="radio"
            name={group}
            className="sr-only"
            checked={option.value === value}
            disabled={disabled}
            onChange={() => onChange(option.value)}
            onBlur={onBlur}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
